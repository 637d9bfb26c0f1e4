import { countOf } from '../../base/counts.ts';
import { eachPart } from '../../data/dataset.ts';
import {
  buildPolyphonyDataset,
  type PolyphonyOptions,
  polyphonyShape,
} from '../../data/polyphony/buildPolyphonyDataset.ts';
import { parseInputPieces } from '../../data/polyphony/parseInputPieces.ts';
import type { PolyphonyData } from '../../spec/spec.ts';
import { readPieces } from '../readers.ts';
import { nextStepsAreUnseen } from '../rules/nextStepsAreUnseen.ts';
import { partsHoldPieces } from '../rules/polyphony/partsHoldPieces.ts';
import { pitchesAreInRange } from '../rules/polyphony/pitchesAreInRange.ts';
import { readValue, type TaskData } from './taskData.ts';

/** `task: polyphony`: whole pieces of music. */
export const polyphonyData: TaskData<PolyphonyData> = {
  files: ({ file }) => [
    {
      path: 'data/file',
      file,
      read: (source) => readPieces(source.read(file)),
      form: 'pieces of music',
    },
  ],
  shape: (data) => polyphonyShape(optionsOf(data)),
  lengths: (data, source) => {
    const read = readPieces(source.read(data.file));
    if (read.kind !== 'read') {
      return undefined;
    }
    return eachPart((name) =>
      read.value[name].filter((piece) => piece.length > 1).map((piece) => piece.length - 1),
    );
  },
  build: (data, source) =>
    buildPolyphonyDataset(readValue(readPieces(source.read(data.file))), optionsOf(data)),
  sequencesIn: (data, text) => parseInputPieces(text, data),
  width: (_data, { output }) => ({
    words: countOf(output.names.length, 'pitch', 'pitches'),
    keys: ['pitches'],
  }),
  rules: [pitchesAreInRange, partsHoldPieces, nextStepsAreUnseen],
};

function optionsOf({ pitches, mask }: PolyphonyData): PolyphonyOptions {
  return { pitches, skip: mask?.first ?? 0 };
}
