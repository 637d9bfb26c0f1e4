import type { Cell } from './cell.ts';
import { cellTerms } from './cellTerms.ts';
import { unifyTerms } from './unifyTerms.ts';

/**
 * Whether two cells compute the same, whatever their names and in whatever order terms and lines stand:
 * then the parameter of `other` for each parameter of `cell`, by name; otherwise `undefined`. The
 * search is sound; it may miss cells that are the same by rules of algebra that it does not know.
 */
export function sameCell(cell: Cell, other: Cell): ReadonlyMap<string, string> | undefined {
  if (
    cell.parameters.length !== other.parameters.length ||
    cell.states.length !== other.states.length
  ) {
    return undefined;
  }
  const found = unifyTerms(cellTerms(cell), cell.output, cellTerms(other), other.output);
  if (!found) {
    return undefined;
  }
  const partners = new Map<string, string>();
  for (const { name, shape } of cell.parameters) {
    const [only, ...more] = found.get(name) ?? [];
    const partner = other.parameters.find((parameter) => parameter.name === only?.parameter);
    // A parameter that stands for none, for several or for a multiple is no partner.
    const isEqual =
      partner !== undefined &&
      more.length === 0 &&
      only?.scale === 1 &&
      partner.shape.join() === shape.join();
    if (!isEqual) {
      return undefined;
    }
    partners.set(name, partner.name);
  }
  return new Set(partners.values()).size === partners.size ? partners : undefined;
}
