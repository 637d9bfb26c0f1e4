import { present } from '../base/invariant.ts';
import type { Range } from '../base/range.ts';
import type { CellSizes, CellSource, SizeName } from './cell.ts';

/**
 * A size that may not be known yet. `known` with the place that made it so, or `same` when it was
 * found to be equal to another.
 */
export interface SizeVariable {
  known: { readonly size: SizeName; readonly reason: string; readonly range: Range } | undefined;
  same: SizeVariable | undefined;
}

/** The size of `x`, or of a value that an equation assigns. */
export function sizeOfValue({ size }: Pick<CellSource, 'size'>, name: string): SizeName {
  if (name === 'x') {
    return 'input';
  }
  return (Object.hasOwn(size, name) ? size[name] : undefined) ?? 'hidden';
}

/** The width of `x`, or of a value that an equation assigns. */
export function widthOf(source: Pick<CellSource, 'size'>, name: string, sizes: CellSizes): number {
  return present(sizes[sizeOfValue(source, name)], `the size of "${name}"`);
}

/** A shape in names as one in numbers. */
export function lengthsOf(shape: readonly SizeName[], sizes: CellSizes): readonly number[] {
  return shape.map((name) => present(sizes[name], `the size "${name}"`));
}

/** A size of its own that unification may decide later; also what an axis of a new parameter starts as. */
export function unknownSize(): SizeVariable {
  return { known: undefined, same: undefined };
}

/**
 * A size that the text decides. `reason` is a sentence for the reader and `range` its place: a
 * conflict names both sides with them.
 */
export function knownSize(size: SizeName, reason: string, range: Range): SizeVariable {
  return { known: { size, reason, range }, same: undefined };
}

/** The variable that stands for all that were found equal to this one. */
export function findSize(variable: SizeVariable): SizeVariable {
  let current = variable;
  while (current.same) {
    current = current.same;
  }
  return current;
}

/** Makes two sizes equal; gives both sides back when they are known and differ. */
export function unifySizes(
  a: SizeVariable,
  b: SizeVariable,
):
  | { left: NonNullable<SizeVariable['known']>; right: NonNullable<SizeVariable['known']> }
  | undefined {
  const left = findSize(a);
  const right = findSize(b);
  if (left === right) {
    return undefined;
  }
  if (left.known && right.known) {
    return left.known.size === right.known.size
      ? undefined
      : { left: left.known, right: right.known };
  }
  if (left.known) {
    right.same = left;
  } else {
    left.same = right;
  }
  return undefined;
}
