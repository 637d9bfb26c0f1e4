import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeNpy, writeNpz } from '../../src/data/writeNpz.ts';

/** Header and numbers by the rules of NumPy's format 1.0. */
function readNpy(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint16(8, true);
  const header = new TextDecoder('latin1').decode(bytes.subarray(10, 10 + length));
  const numbers = bytes.slice(10 + length);
  return {
    start: [...bytes.subarray(0, 8)],
    header,
    length,
    numbers: new Float32Array(numbers.buffer),
  };
}

describe('writeNpy', () => {
  test.each([
    [[3], '(3,)'],
    [[2, 3], '(2, 3)'],
    [[0, 5], '(0, 5)'],
  ])('writes a tensor of shape %j', (dimensions, shape) => {
    const size = dimensions.reduce((product, length) => product * length, 1);
    const data = Float32Array.from({ length: size }, (_, index) => index - 0.5);
    const { start, header, length, numbers } = readNpy(writeNpy({ data, dimensions }));
    expect(start).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    expect((length + 10) % 64).toBe(0);
    expect(header.trimEnd()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`);
    expect(header.endsWith('\n')).toBe(true);
    expect(numbers).toEqual(data);
  });
});

describe('writeNpz', () => {
  test('keeps each tensor in a file of its name, the same bytes whenever it is written', () => {
    const tensor = (value: number) => ({ data: Float32Array.of(value), dimensions: [1] });
    const tensors = new Map([
      ['lstm.0.i', tensor(1)],
      ['lstm.0.c', tensor(2)],
    ]);
    const bytes = writeNpz(tensors);
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['lstm.0.i.npy', 'lstm.0.c.npy']);
    expect(readNpy(files['lstm.0.c.npy'] as Uint8Array).numbers).toEqual(Float32Array.of(2));
    expect(writeNpz(tensors)).toEqual(bytes);
  });
});
