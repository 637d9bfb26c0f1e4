import { describe, expect, it, test } from 'vitest';
import { parseInputPieces } from '../../../src/data/polyphony/parseInputPieces.ts';

const options = { pitches: [60, 62] } as const;

describe('parseInputPieces', () => {
  it('reads a list of pieces, with what sounds at each step', () => {
    const read = parseInputPieces('[[[60, 62], []], [], [[61]]]', options);
    expect(read.kind === 'read' && read.value).toEqual([
      { label: '1', steps: ['60 62', ''], length: 2, inputs: Float32Array.of(1, 0, 1, 0, 0, 0) },
      { label: '3', steps: ['61'], length: 1, inputs: Float32Array.of(0, 1, 0) },
    ]);
  });

  it('reads all pieces of a file with parts, in their order', () => {
    const text = '{"test": [[[62]]], "train": [[[60]]], "valid": [[[61]]]}';
    const read = parseInputPieces(text, options);
    expect(read.kind === 'read' && read.value.map(({ steps }) => steps)).toEqual([
      ['60'],
      ['61'],
      ['62'],
    ]);
  });

  test.each([
    ['[[[60, 70]]]', 'It holds pitch 70, and the model knows 60 to 62 only'],
    ['[[60]]', 'Time step 1 of piece 1 must be a list of MIDI numbers'],
    ['[7]', 'Piece 1 must be a list of time steps'],
    ['7', 'It must hold an object with the keys "train", "valid" and "test"'],
    ['[', 'It is no JSON'],
  ])('says what is wrong with %j', (text, message) => {
    const read = parseInputPieces(text, options);
    expect(read.kind === 'unreadable' && read.message).toContain(message);
  });
});
