import { zipSync } from 'fflate';
import type { Tensor } from '../base/tensor.ts';

/** Tensors as a file that `numpy.load` opens: an archive of one `.npy` file for each name. */
export function writeNpz(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  const files = [...tensors].map(([name, tensor]) => [`${name}.npy`, writeNpy(tensor)] as const);
  // Float32 numbers hardly get smaller, and NumPy maps what is only stored.
  return zipSync(Object.fromEntries(files), { level: 0, mtime: firstMoment });
}

/** The same tensors give the same bytes: no file says when it was written. */
const firstMoment = new Date(1980, 0, 1);

/** One tensor in NumPy's format, version 1.0: a header of a multiple of 64 bytes, then the numbers. */
export function writeNpy({ data, dimensions }: Tensor): Uint8Array {
  const shape = dimensions.length === 1 ? `${dimensions[0]},` : dimensions.join(', ');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`;
  const length = Math.ceil((prefixLength + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + 4 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  view.setUint16(8, length - prefixLength, true);
  const header = `${text.padEnd(length - prefixLength - 1)}\n`;
  bytes.set(new TextEncoder().encode(header), prefixLength);
  data.forEach((value, index) => {
    view.setFloat32(length + 4 * index, value, true);
  });
  return bytes;
}

/** Magic string, version, length of the header. */
const prefixLength = 10;
