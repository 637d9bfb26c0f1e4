import { type ByPart, eachPart, partNames } from '../dataset.ts';
import { type Parsed, unreadable } from '../parsed.ts';

/** Pieces of music by part. */
export type Pieces = ByPart<readonly Piece[]>;

/** The MIDI numbers that sound at each time step. */
export type Piece = readonly (readonly number[])[];

/** What the parts are called in the file. */
const keys: ByPart<string> = {
  train: 'train',
  validation: 'valid',
  test: 'test',
};

/** Reads `{"train": [piece, …], "valid": […], "test": […]}`. */
export function parsePieces(text: string): Parsed<Pieces> {
  const json = parseJson(text);
  if (json.kind === 'unreadable') {
    return json;
  }
  if (typeof json.value !== 'object' || json.value === null) {
    return unreadable('It must hold an object with the keys "train", "valid" and "test"');
  }
  const parts = json.value as Readonly<Record<string, unknown>>;
  for (const key of Object.values(keys)) {
    const fault = faultOf(parts[key], key);
    if (fault !== undefined) {
      return unreadable(fault);
    }
  }
  const pieces = eachPart((part) => parts[keys[part]] as readonly Piece[]);
  return { kind: 'read', value: pieces };
}

/** Reads `[piece, …]`, or all pieces of a file with parts, in their order. */
export function parsePieceList(text: string): Parsed<readonly Piece[]> {
  const json = parseJson(text);
  if (json.kind === 'read' && Array.isArray(json.value)) {
    const fault = faultOfPieces(json.value, '');
    return fault === undefined ? { kind: 'read', value: json.value } : unreadable(fault);
  }
  const parsed = parsePieces(text);
  return parsed.kind === 'read'
    ? { kind: 'read', value: partNames.flatMap((part) => parsed.value[part]) }
    : parsed;
}

function parseJson(text: string): Parsed<unknown> {
  try {
    return { kind: 'read', value: JSON.parse(text) };
  } catch (error) {
    return unreadable(`It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What is wrong with the pieces of a part, as a sentence. */
function faultOf(part: unknown, key: string): string | undefined {
  return Array.isArray(part)
    ? faultOfPieces(part, ` of "${key}"`)
    : `"${key}" must be a list of pieces`;
}

/** What is wrong with pieces; `owner` is the end of their names. */
function faultOfPieces(pieces: readonly unknown[], owner: string): string | undefined {
  for (const [place, piece] of pieces.entries()) {
    if (!Array.isArray(piece)) {
      return `Piece ${place + 1}${owner} must be a list of time steps`;
    }
    const step = piece.findIndex((pitches) => !isStep(pitches));
    if (step >= 0) {
      return `Time step ${step + 1} of piece ${place + 1}${owner} must be a list of MIDI numbers from 0 to 127`;
    }
  }
  return undefined;
}

function isStep(pitches: unknown): boolean {
  return (
    Array.isArray(pitches) &&
    pitches.every((pitch) => Number.isInteger(pitch) && pitch >= 0 && pitch <= 127)
  );
}
