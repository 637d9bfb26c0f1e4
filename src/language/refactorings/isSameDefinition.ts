import { cellMapping } from '../../spec/declarations/cellKeys.ts';
import type { CellReference, CellSpec } from '../../spec/spec.ts';

/** Whether two cells say the same; the cell of another file says nothing here. */
export function isSameDefinition(
  a: CellSpec | CellReference | undefined,
  b: CellSpec | CellReference | undefined,
): boolean {
  const [one, other] = [a, b].map((cell) =>
    cell && !('file' in cell) ? JSON.stringify(cellMapping.encode(cell)) : undefined,
  );
  return one !== undefined && one === other;
}
