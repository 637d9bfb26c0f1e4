import type { Analysis } from '../resolve/analysis.ts';
import type { DataSource } from '../resolve/dataSource.ts';
import { outlineSpec } from '../resolve/outline.ts';
import { readCellFile } from '../resolve/ownCells.ts';

/** What `analyzeSpec` says of a spec, of a file that holds one cell: there is never a model. */
export function analyzeCellFile(text: string, name: string, dataSource: DataSource): Analysis {
  const { document, cells, problems } = readCellFile(text, name, dataSource);
  const outline = outlineSpec(document, dataSource);
  return {
    document,
    source: dataSource,
    model: undefined,
    outline: { ...outline, cells: new Map([...cells, ...outline.cells]) },
    problems: problems.toSorted((a, b) => a.range.start - b.range.start),
  };
}
