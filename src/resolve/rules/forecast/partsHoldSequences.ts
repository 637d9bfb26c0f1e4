import { countOf } from '../../../base/counts.ts';
import { errorAt, type Problem, withFixes } from '../../../base/problem.ts';
import { type PartName, partNames, partWord } from '../../../data/dataset.ts';
import { splitRows } from '../../../data/forecast/splitRows.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable } from '../../dataFacts.ts';
import type { RuleContext, TaskRule } from '../../ruleContext.ts';

/** Each part of the split holds at least one sequence. */
export const partsHoldSequences: TaskRule<ForecastData> = (context, data) => {
  const table = filledTable(data, context.source);
  const { window, horizon } = data;
  if (!table || window + horizon > table.rows) {
    return [];
  }
  const parts = splitRows(table.rows, data);
  return partNames.flatMap((name) => {
    const { rows, starts } = parts[name];
    return starts.end > starts.first ? [] : [emptyPart(context, data, name, rows)];
  });
};

/** Only targets must lie inside the part: a window may reach back into the part before it. */
function emptyPart(
  { document }: RuleContext,
  data: ForecastData,
  part: PartName,
  { first, end }: { readonly first: number; readonly end: number },
): Problem {
  const { window, horizon, split } = data;
  const rows = end - first;
  const room = end - horizon;
  const advice =
    room > 0 && rows >= horizon
      ? `shorten the window to ${room} or less, or make the part larger`
      : 'make the part larger, shorten the horizon, or use more data';
  const message = `The ${partWord(part)} part holds no sequence: it has ${countOf(rows, 'row')} (${split[partNames.indexOf(part)]} of the data) for a window of ${window} and a horizon of ${horizon}; ${advice}`;
  const related = [{ range: document.rangeOf('data/window'), message: 'The window is set here' }];
  const problem = errorAt(document.rangeOf('data/split'), 'data.part-empty', message, related);
  const isShorter = room > 0 && rows >= horizon;
  return withFixes(problem, [
    isShorter ? document.replacement('data/window', `${room}`) : undefined,
  ]);
}
