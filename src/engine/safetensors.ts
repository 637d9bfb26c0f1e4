import type { Tensor } from '../base/tensor.ts';
import { UserError } from '../base/userError.ts';

/** Named float32 tensors with text beside them, in the order in which they are written. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * The safetensors format: the header's length as 8 bytes, a JSON header padded with spaces to a
 * multiple of 8, then the tensors, little endian. The same file gives the same bytes.
 */
export function writeSafetensors(file: TensorFile): Uint8Array {
  let end = 0;
  const header = new Map<string, unknown>([[metadataKey, Object.fromEntries(file.metadata)]]);
  for (const [name, { data, dimensions }] of file.tensors) {
    const begin = end;
    end += data.byteLength;
    header.set(name, { dtype: 'F32', shape: dimensions, data_offsets: [begin, end] });
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(text, 8);
  let offset = 8 + headerLength;
  for (const { data } of file.tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads float32 tensors. Nothing in the file is trusted: the header must be JSON inside the file,
 * and the tensors must fill the rest without gap or overlap.
 *
 * @throws UserError naming `path` where the file is something else.
 */
export function readSafetensors(bytes: Uint8Array, path: string): TensorFile {
  const refuse = (reason: string): UserError =>
    new UserError(`"${path}" is not a safetensors file with float32 tensors: ${reason}`);
  const { header, dataStart } = readHeader(bytes, refuse);
  const tensors = new Map<string, Tensor>();
  let metadata: ReadonlyMap<string, string> = new Map();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataKey) {
      metadata = readMetadata(value, refuse);
    } else {
      entries.push(readEntry(name, value, refuse));
    }
  }
  checkLayout(entries, bytes.length - dataStart, refuse);
  for (const { name, begin, end, shape } of entries) {
    // A copy, because a view of float32 must start at a multiple of 4 bytes.
    const copy = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end));
    const data = new Float32Array(copy.buffer);
    tensors.set(name, { data, dimensions: shape });
  }
  return { tensors, metadata };
}

const metadataKey = '__metadata__';

/** Longer headers are refused, as by the format's own reader. */
const longestHeader = 100_000_000;

type Refuse = (reason: string) => UserError;

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function readHeader(bytes: Uint8Array, refuse: Refuse): { header: object; dataStart: number } {
  if (bytes.length < 8) {
    throw refuse('it is shorter than 8 bytes');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > longestHeader || length > bytes.length - 8) {
    throw refuse('its header reaches past its end');
  }
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    header = JSON.parse(text);
  } catch {
    throw refuse('its header is not JSON');
  }
  if (!isObject(header)) {
    throw refuse('its header is not a JSON object');
  }
  return { header, dataStart: 8 + length };
}

function readMetadata(value: unknown, refuse: Refuse): ReadonlyMap<string, string> {
  if (!isObject(value)) {
    throw refuse('its metadata is not a JSON object');
  }
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw refuse('its metadata holds something else than text');
  }
  return new Map(entries);
}

function readEntry(name: string, value: unknown, refuse: Refuse): Entry {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = (isObject(value) ? value : {}) as Record<string, unknown>;
  if (dtype !== 'F32') {
    throw refuse(`tensor "${name}" has type ${JSON.stringify(dtype)}, not "F32"`);
  }
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw refuse(`tensor "${name}" has no valid shape and place`);
  }
  const [begin = 0, end = 0] = offsets;
  const size = shape.reduce((product, length) => product * length, 4);
  if (size !== end - begin) {
    throw refuse(`tensor "${name}" has ${end - begin} bytes where its shape needs ${size}`);
  }
  return { name, shape, begin, end };
}

function checkLayout(entries: readonly Entry[], size: number, refuse: Refuse): void {
  let reached = 0;
  for (const { name, begin, end } of [...entries].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== reached) {
      throw refuse(`tensor "${name}" does not start where the one before it ends`);
    }
    reached = end;
  }
  if (reached !== size) {
    throw refuse(`its tensors need ${reached} bytes and it holds ${size}`);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
