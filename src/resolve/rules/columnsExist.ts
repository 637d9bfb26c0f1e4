import { errorAt } from '../../base/problem.ts';
import { nearest } from '../../base/suggestion.ts';
import { usedColumns } from '../dataFacts.ts';
import type { Rule } from '../ruleContext.ts';

/** Every column that the spec names is in the data file. */
export const columnsExist: Rule = (context) => {
  const { document, spec, data } = context;
  if (data.kind !== 'table' || data.table.columns.length === 0) {
    return [];
  }
  const names = data.table.columns.map((column) => column.name).filter((name) => name !== '');
  return usedColumns(context, data.table)
    .filter(({ column }) => !column)
    .map(({ name, path }) => {
      const near = nearest(name, names);
      const suggestion = near === undefined ? '. It has' : `: did you mean "${near}"? It has`;
      const message = `Unknown column "${name}" in "${spec.data.file}"${suggestion} ${listNames(names)}`;
      return errorAt(document.rangeOf(path), 'data.unknown-column', message);
    });
};

function listNames(names: readonly string[]): string {
  const most = 10;
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length > most ? ` and ${names.length - most} more` : '';
  return `${shown.join(', ')}${rest}`;
}
