import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import { readSafetensors, writeSafetensors } from '../../src/engine/safetensors.ts';

const file = {
  tensors: new Map([
    ['lstm.0.W_i', { data: Float32Array.of(1, 2, 3, 4, 5, 6), dimensions: [3, 2] }],
    ['lstm.0.b_i', { data: Float32Array.of(-1.5), dimensions: [1] }],
    ['empty', { data: new Float32Array(), dimensions: [0, 4] }],
  ]),
  metadata: new Map([['format', 'rnn-studio']]),
};

/** A file with any header and so many bytes of data. */
function withHeader(header: unknown, size = 0): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const f32 = (shape: unknown, begin: unknown, end: unknown) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

const hostile: readonly { name: string; bytes: Uint8Array; message: RegExp }[] = [
  { name: 'nothing', bytes: new Uint8Array(), message: /shorter than 8/ },
  {
    name: 'a header longer than the file',
    bytes: withHeader({}).with(0, 200),
    message: /past its end/,
  },
  { name: 'a header of 2^64 bytes', bytes: new Uint8Array(16).fill(255), message: /past its end/ },
  { name: 'no JSON', bytes: withHeader('{"a"'), message: /not JSON/ },
  { name: 'a list', bytes: withHeader([]), message: /not a JSON object/ },
  {
    name: 'another type',
    bytes: withHeader({ a: { ...f32([1], 0, 2), dtype: 'F16' } }, 2),
    message: /"F16"/,
  },
  {
    name: 'no shape',
    bytes: withHeader({ a: f32(undefined, 0, 4) }, 4),
    message: /shape and place/,
  },
  {
    name: 'a negative length',
    bytes: withHeader({ a: f32([-1], 0, 4) }, 4),
    message: /shape and place/,
  },
  {
    name: 'a shape beyond whole numbers',
    bytes: withHeader({ a: f32([2 ** 40, 2 ** 40], 0, 4) }, 4),
    message: /needs/,
  },
  {
    name: 'a size that differs from the shape',
    bytes: withHeader({ a: f32([2], 0, 4) }, 4),
    message: /needs 8/,
  },
  {
    name: 'offsets past the end',
    bytes: withHeader({ a: f32([2], 0, 8) }, 4),
    message: /need 8 bytes and it holds 4/,
  },
  {
    name: 'overlapping tensors',
    bytes: withHeader({ a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8),
    message: /"b" does not start/,
  },
  { name: 'a gap', bytes: withHeader({ a: f32([1], 4, 8) }, 8), message: /"a" does not start/ },
  {
    name: 'bytes that belong to nothing',
    bytes: withHeader({ a: f32([1], 0, 4) }, 8),
    message: /need 4 bytes and it holds 8/,
  },
  {
    name: 'metadata that is no text',
    bytes: withHeader({ __metadata__: { a: 1 } }),
    message: /something else than text/,
  },
];

describe('writeSafetensors', () => {
  it('is read back the same, in order', () => {
    const read = readSafetensors(writeSafetensors(file), 'a');
    expect([...read.tensors]).toEqual([...file.tensors]);
    expect([...read.metadata]).toEqual([...file.metadata]);
  });

  it('lays the file out as the format says', () => {
    const bytes = writeSafetensors({
      tensors: new Map([['a', { data: Float32Array.of(1), dimensions: [1] }]]),
      metadata: new Map(),
    });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(length % 8).toBe(0);
    expect(header).toEqual({
      __metadata__: {},
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
  });
});

describe('readSafetensors', () => {
  it.each(hostile)('refuses $name', ({ bytes, message }) => {
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(UserError);
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(message);
  });

  it('reads a piece of a larger buffer, wherever it starts', () => {
    const bytes = writeSafetensors(file);
    const larger = Buffer.alloc(bytes.length + 7, 0xff);
    larger.set(bytes, 3);
    const read = readSafetensors(larger.subarray(3, 3 + bytes.length), 'a');
    expect([...read.tensors]).toEqual([...file.tensors]);
  });

  it('never breaks on a damaged file', () => {
    const bytes = writeSafetensors(file);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), (changes, length) => {
        const damaged = bytes.slice(0, length);
        for (const [index, value] of changes) {
          damaged[index] = value;
        }
        try {
          readSafetensors(damaged, 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
