import { countOf } from '../../../base/counts.ts';
import { errorAt } from '../../../base/problem.ts';
import { lineOfRow } from '../../../data/table.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable, numbersOf, sampleNote, usedColumns } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** No cell of a used column is empty. */
export const numbersAreThere: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  if (!table) {
    return [];
  }
  return usedColumns(data, table).flatMap(({ name, path, column }) => {
    const rows = column ? numbersOf(column).missing : [];
    const [first] = rows;
    if (first === undefined) {
      return [];
    }
    const count = rows.length === 1 ? '' : ` and in ${countOf(rows.length - 1, 'more line')}`;
    const message = `Column "${name}" has no number in line ${lineOfRow(table, first)}${count} of "${data.file}": fill every gap, for instance with the value before it${sampleNote(data, source)}`;
    return [errorAt(document.rangeOf(path), 'data.missing-number', message)];
  });
};
