import { errorAt, type Problem } from '../../base/problem.ts';
import { type PartName, partNames } from '../../data/dataset.ts';
import { splitRows } from '../../data/forecast/splitRows.ts';
import { countOf, filledTable } from '../dataFacts.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** Each part of the split holds at least one sequence. */
export const partsHoldSequences: Rule = (context) => {
  const table = filledTable(context.data);
  const { window, horizon } = context.spec.data;
  if (!table || window + horizon > table.rows) {
    return [];
  }
  const parts = splitRows(table.rows, context.spec.data);
  return partNames.flatMap((name) =>
    parts[name].firstTargets.length > 0 ? [] : [emptyPart(context, name, parts[name].rows)],
  );
};

/** Only targets must lie inside the part: a window may reach back into the part before it. */
function emptyPart(
  { document, spec }: RuleContext,
  part: PartName,
  { first, end }: { readonly first: number; readonly end: number },
): Problem {
  const { window, horizon, split } = spec.data;
  const rows = end - first;
  const room = end - horizon;
  const advice =
    room > 0 && rows >= horizon
      ? `shorten the window to ${room} or less, or make the part larger`
      : 'make the part larger, shorten the horizon, or use more data';
  const message = `The ${part === 'train' ? 'training' : part} part holds no sequence: it has ${countOf(rows, 'row')} (${split[partNames.indexOf(part)]} of the data) for a window of ${window} and a horizon of ${horizon}; ${advice}`;
  const related = [{ range: document.rangeOf('data/window'), message: 'The window is set here' }];
  return errorAt(document.rangeOf('data/split'), 'data.part-empty', message, related);
}
