import { type Problem, warningAt } from '../../base/problem.ts';
import { splitRows } from '../../data/forecast/splitRows.ts';
import { filledTable, numbersOf, usedColumns } from '../dataFacts.ts';
import type { Rule } from '../ruleContext.ts';

/** Scaled columns change over the training rows; one that does not has no deviation and no range. */
export const columnsVary: Rule = (context) => {
  const { document, spec, data } = context;
  const table = filledTable(data);
  if (!table || spec.data.scale === 'none') {
    return [];
  }
  const trainingRows = splitRows(table.rows, spec.data).train.rows.end;
  return usedColumns(context, table).flatMap(({ name, path, column }): readonly Problem[] => {
    const values = column ? numbersOf(column).values.subarray(0, trainingRows) : undefined;
    const first = values?.[0];
    if (!values || first === undefined || !values.every((value) => value === first)) {
      return [];
    }
    const message = `Column "${name}" is ${first} in all ${trainingRows} training rows, so "scale: ${spec.data.scale}" has nothing to measure: leave the column out, or write "scale: none"`;
    return [warningAt(document.rangeOf(path), 'data.constant-column', message)];
  });
};
