import type { DataShape } from '../dataShape.ts';
import { type Dataset, eachPart, type Part, type Sequence } from '../dataset.ts';
import { noScaler } from '../scaler.ts';
import type { Piece, Pieces } from './parsePieces.ts';

/** What a spec of `task: polyphony` says of its data. */
export interface PolyphonyOptions {
  /** The lowest and the highest pitch, as MIDI numbers. */
  readonly pitches: readonly [number, number];
  /** Steps at the start of each piece that the loss does not count. */
  readonly skip: number;
}

/** Pieces, each of which is predicted time step by time step from the steps before. */
export interface PolyphonyDataset extends Dataset {
  readonly kind: 'polyphony';
}

/** The model sees which pitches sound, and tells of each whether it sounds at the next step. */
export function polyphonyShape({ pitches: [low, high], skip }: PolyphonyOptions): DataShape {
  const names = Array.from({ length: high - low + 1 }, (_, index) => `${low + index}`);
  return {
    input: { kind: 'values', names },
    output: { kind: 'flags', names, horizon: 1, steps: 'every', skip },
    ragged: true,
  };
}

/** Inputs are the time steps 1 … T−1 of a piece, targets the steps 2 … T. */
export function buildPolyphonyDataset(pieces: Pieces, options: PolyphonyOptions): PolyphonyDataset {
  const part = (all: readonly Piece[]): Part => ({
    sequences: all
      .filter((piece) => piece.length > 1)
      .map((piece) => toSequence(piece, options.pitches)),
  });
  return {
    kind: 'polyphony',
    shape: polyphonyShape(options),
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: eachPart((name) => part(pieces[name])),
  };
}

function toSequence(piece: Piece, pitches: PolyphonyOptions['pitches']): Sequence {
  const roll = pianoRoll(piece, pitches);
  const width = roll.length / piece.length;
  return {
    length: piece.length - 1,
    inputs: roll.subarray(0, -width),
    targets: roll.subarray(width),
  };
}

/** A piece as flags `[length, pitches]`: 1 where a pitch sounds. */
export function pianoRoll(piece: Piece, [low, high]: PolyphonyOptions['pitches']): Float32Array {
  const width = high - low + 1;
  const roll = new Float32Array(piece.length * width);
  for (const [step, pitches] of piece.entries()) {
    for (const pitch of pitches) {
      roll[step * width + pitch - low] = 1;
    }
  }
  return roll;
}
