import type { Column } from '../data/table.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { readTable } from '../resolve/readers.ts';

/** The columns of the data file, as far as it is known; none where there is no table. */
export function dataColumns({
  document,
  source,
}: Pick<Analysis, 'document' | 'source'>): readonly Column[] {
  const node = document.nodeAt('data/file');
  const file = node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
  const table = file === undefined ? undefined : readTable(source.read(file));
  return table?.kind === 'read' ? table.value.columns : [];
}

/** Rows whose values are shown. */
const firstRows = 4;

/** What a column begins with: `112, 118, 132, 129, …` */
export function firstValues({ cells }: Column): string {
  const shown = cells.slice(0, firstRows).join(', ');
  return cells.length > firstRows ? `${shown}, …` : shown;
}
