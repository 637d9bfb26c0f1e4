import { countOf } from '../../../base/counts.ts';
import { errorAt } from '../../../base/problem.ts';
import { lineOfRow } from '../../../data/table.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable, numbersOf, sampleNote, usedColumns } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every cell of a used column that is not empty is a number. */
export const columnsHoldNumbers: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  if (!table) {
    return [];
  }
  return usedColumns(data, table).flatMap(({ name, path, column }) => {
    const rows = column ? numbersOf(column).text : [];
    const [first] = rows;
    if (!column || first === undefined) {
      return [];
    }
    const text = shorten(column.cells[first] ?? '');
    const all =
      rows.length === column.cells.length
        ? ', as all its rows do: choose a column of numbers'
        : `${moreLines(rows.length - 1)}: write numbers with a decimal point there`;
    const message = `Column "${name}" holds the text "${text}" in line ${lineOfRow(table, first)} of "${data.file}"${all}${sampleNote(data, source)}`;
    return [errorAt(document.rangeOf(path), 'data.not-a-number', message)];
  });
};

function moreLines(count: number): string {
  return count === 0 ? '' : ` and text in ${countOf(count, 'more line')}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
