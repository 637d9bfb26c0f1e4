import { type Problem, warningAt } from '../../../base/problem.ts';
import { rowRanges } from '../../../data/forecast/rowRanges.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable, numbersOf, usedColumns } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Scaled columns change over the training rows; one that does not has no deviation and no range. */
export const columnsVary: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  if (!table || data.scale === 'none') {
    return [];
  }
  const trainingRows = rowRanges(table.rows, data.split).train.end;
  return usedColumns(data, table).flatMap(({ name, path, column }): readonly Problem[] => {
    const values = column ? numbersOf(column).values.subarray(0, trainingRows) : undefined;
    const first = values?.[0];
    // A sample cannot show that nothing changes.
    if (
      !values ||
      column?.cells.length !== table.rows ||
      first === undefined ||
      !values.every((value) => value === first)
    ) {
      return [];
    }
    const message = `Column "${name}" is ${first} in all ${trainingRows} training rows, so "scale: ${data.scale}" has nothing to measure: leave the column out, or write "scale: none"`;
    return [warningAt(document.rangeOf(path), 'data.constant-column', message)];
  });
};
