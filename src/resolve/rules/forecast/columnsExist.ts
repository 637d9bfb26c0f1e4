import { errorAt, withFixes } from '../../../base/problem.ts';
import { nearest, suggestedFix } from '../../../base/suggestion.ts';
import { writeText } from '../../../spec/fixes.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { usedColumns } from '../../dataFacts.ts';
import { readTable } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every column that the spec names is in the data file. */
export const columnsExist: TaskRule<ForecastData> = ({ document, source }, data) => {
  const read = readTable(source.read(data.file));
  if (read.kind !== 'read' || read.value.columns.length === 0) {
    return [];
  }
  const names = read.value.columns.map((column) => column.name).filter((name) => name !== '');
  return usedColumns(data, read.value)
    .filter(({ column }) => !column)
    .map(({ name, path }) => {
      const near = nearest(name, names);
      const suggestion = near === undefined ? '. It has' : `: did you mean "${near}"? It has`;
      const message = `Unknown column "${name}" in "${data.file}"${suggestion} ${listNames(names)}`;
      const range = document.rangeOf(path);
      const fix = suggestedFix(name, names, range, writeText);
      return withFixes(errorAt(range, 'data.unknown-column', message), [fix]);
    });
};

function listNames(names: readonly string[]): string {
  const most = 10;
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length > most ? ` and ${names.length - most} more` : '';
  return `${shown.join(', ')}${rest}`;
}
