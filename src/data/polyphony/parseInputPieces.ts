import type { NamedSequence } from '../namedSequence.ts';
import { type Parsed, unreadable } from '../parsed.ts';
import { type PolyphonyOptions, pianoRoll } from './buildPolyphonyDataset.ts';
import { parsePieceList } from './parsePieces.ts';

/** Whole pieces of music, with the pitches that sound at each time step: `60 64 67`. */
export function parseInputPieces(
  text: string,
  { pitches }: Pick<PolyphonyOptions, 'pitches'>,
): Parsed<readonly NamedSequence[]> {
  const parsed = parsePieceList(text);
  if (parsed.kind === 'unreadable') {
    return parsed;
  }
  const [low, high] = pitches;
  const strange = parsed.value.flat(2).find((pitch) => pitch < low || pitch > high);
  if (strange !== undefined) {
    return unreadable(`It holds pitch ${strange}, and the model knows ${low} to ${high} only`);
  }
  const sequences = parsed.value.map((piece, index) => ({
    label: `${index + 1}`,
    steps: piece.map((sounding) => sounding.join(' ')),
    length: piece.length,
    inputs: pianoRoll(piece, pitches),
  }));
  return { kind: 'read', value: sequences.filter(({ length }) => length > 0) };
}
