import type { PolyphonyData } from '../../spec.ts';
import { mappingType } from '../../types/mappingType.ts';
import { fileType } from '../../types/textType.ts';
import { fallback, required } from '../../valueType.ts';
import { maskKey } from './maskKey.ts';
import { pitchesType } from './pitchesType.ts';

/** The keys of `data` for `task: polyphony`. */
export const polyphonyKeys = mappingType<Omit<PolyphonyData, 'kind'>>({
  file: {
    type: fileType('the path of a JSON file', '.json'),
    fallback: required,
    documentation:
      'The pieces: a JSON file with lists of pieces under `train`, `valid` and `test`; a piece is a list of time steps, a time step the list of the MIDI numbers that sound',
    example: 'jsb-chorales.json',
  },
  pitches: {
    type: pitchesType,
    fallback: fallback([21, 108], '[21, 108], the 88 keys of a piano'),
    unit: 'MIDI numbers',
    documentation: 'The lowest and the highest pitch that the model sees and predicts',
    example: '[36, 96]',
  },
  mask: maskKey,
});
