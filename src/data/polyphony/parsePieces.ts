import type { PartName } from '../dataset.ts';
import type { Parsed } from '../parsed.ts';

/** Pieces of music by part. */
export type Pieces = Readonly<Record<PartName, readonly Piece[]>>;

/** The MIDI numbers that sound at each time step. */
export type Piece = readonly (readonly number[])[];

/** What the parts are called in the file. */
const keys: Readonly<Record<PartName, string>> = {
  train: 'train',
  validation: 'valid',
  test: 'test',
};

/** Reads `{"train": [piece, …], "valid": […], "test": […]}`. */
export function parsePieces(text: string): Parsed<Pieces> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return unreadable(`It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof json !== 'object' || json === null) {
    return unreadable('It must hold an object with the keys "train", "valid" and "test"');
  }
  const parts = json as Readonly<Record<string, unknown>>;
  for (const key of Object.values(keys)) {
    const fault = faultOf(parts[key], key);
    if (fault !== undefined) {
      return unreadable(fault);
    }
  }
  const piecesOf = (part: PartName) => parts[keys[part]] as readonly Piece[];
  return {
    kind: 'read',
    value: {
      train: piecesOf('train'),
      validation: piecesOf('validation'),
      test: piecesOf('test'),
    },
  };
}

/** What is wrong with a part, as a sentence. */
function faultOf(part: unknown, key: string): string | undefined {
  if (!Array.isArray(part)) {
    return `"${key}" must be a list of pieces`;
  }
  for (const [place, piece] of part.entries()) {
    if (!Array.isArray(piece)) {
      return `Piece ${place + 1} of "${key}" must be a list of time steps`;
    }
    const step = piece.findIndex((pitches) => !isStep(pitches));
    if (step >= 0) {
      return `Time step ${step + 1} of piece ${place + 1} of "${key}" must be a list of MIDI numbers from 0 to 127`;
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

function unreadable(message: string): Parsed<Pieces> {
  return { kind: 'unreadable', message };
}
