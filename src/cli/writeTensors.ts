import path from 'node:path';
import type { Tensor } from '../base/tensor.ts';
import { UserError } from '../base/userError.ts';
import { writeNpz } from '../data/writeNpz.ts';
import { replaceFile } from '../runtime/writeFiles.ts';
import type { CliIo } from './io.ts';
import { shownPath } from './paths.ts';

/**
 * Writes matrices with equally many rows to a file: `.npz` keeps them apart, `.csv` puts their columns
 * side by side, behind one that `rows` names and numbers. Returns the path as it is shown.
 *
 * @throws UserError where the name has another ending or the file cannot be written.
 */
export function writeTensors(
  io: CliIo,
  out: string,
  rows: { readonly title: string; readonly first: number },
  tensors: ReadonlyMap<string, Tensor>,
): string {
  const file = path.resolve(io.cwd, out);
  switch (path.extname(out).toLowerCase()) {
    case '.npz':
      replaceFile(file, writeNpz(tensors));
      break;
    case '.csv':
      replaceFile(file, toCsv(rows, tensors));
      break;
    default:
      throw new UserError(`Cannot tell how to write "${out}": end its name in ".npz" or ".csv"`);
  }
  return shownPath(io, file);
}

/** A column is called as its matrix, with its place in it where there are several. */
function toCsv(
  { title, first }: { readonly title: string; readonly first: number },
  tensors: ReadonlyMap<string, Tensor>,
): string {
  const matrices = [...tensors].map(([name, { data, dimensions }]) => ({
    name,
    data,
    width: dimensions[1] ?? 1,
  }));
  const titles = matrices.flatMap(({ name, width }) =>
    width === 1 ? [name] : Array.from({ length: width }, (_, unit) => `${name}.${unit}`),
  );
  const count = Math.max(0, ...[...tensors.values()].map(({ dimensions: [length = 0] }) => length));
  const lines = Array.from({ length: count }, (_, row) =>
    [
      first + row,
      ...matrices.flatMap(({ data, width }) => [...data.subarray(row * width, (row + 1) * width)]),
    ].join(','),
  );
  return `${[[title, ...titles].join(','), ...lines].join('\n')}\n`;
}
