import type { RecurrentSpec } from '../spec.ts';
import { booleanType } from '../types/booleanType.ts';
import { choiceType } from '../types/choiceType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { openMappingType } from '../types/openMappingType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { fallback, type KeyDeclaration, required } from '../valueType.ts';
import { initKey } from './initializerType.ts';

/** What may be said of a recurrent layer besides its cell. */
export type RecurrentOptions = Omit<RecurrentSpec, 'kind' | 'cell'>;

/** What holds of a recurrent layer where its spec says nothing. */
export const recurrentDefaults: Omit<RecurrentOptions, 'hidden'> = {
  layers: 1,
  direction: 'forward',
  merge: 'concat',
  dropout: 0,
  recurrent_dropout: 0,
  zoneout: 0,
  residual: false,
  initial_state: 'zero',
  trainable: true,
  init: {},
  options: {},
};

/** A width that people choose. */
export const widthType = integerType({ min: 1, max: 65_536 });

/** A share of values that is left out: never all of them. */
export const rateType = numberType({ min: 0, below: 1 });

/** How `trainable` is declared, for every layer that has parameters. */
export const trainableKey: KeyDeclaration<boolean> = {
  type: booleanType({
    true: 'The parameters of this layer are trained',
    false: 'The parameters of this layer stay as they start',
  }),
  fallback: fallback(true),
  documentation: 'Whether training changes the parameters of this layer',
  example: 'false',
};

/** The options that all recurrent layers share. */
const recurrentOptions = openMappingType<RecurrentOptions>({
  hidden: {
    type: widthType,
    fallback: required,
    unit: 'units',
    documentation:
      'The size of the hidden state: how many numbers the layer remembers and gives out',
    example: '32',
  },
  layers: {
    type: integerType({ min: 1, max: 100 }),
    fallback: fallback(recurrentDefaults.layers),
    unit: 'layers',
    documentation: 'How many layers of this cell are stacked, each reading the one below',
    example: '2',
  },
  direction: {
    type: choiceType({
      forward: 'From the first time step to the last',
      reverse: 'From the last time step to the first',
      both: 'Two layers side by side, one for each direction',
    }),
    fallback: fallback(recurrentDefaults.direction),
    documentation:
      'In which order of time the layer reads; with outputs after the last step only, each direction gives what it has where it ends',
    example: 'both',
  },
  merge: {
    type: choiceType({
      concat: 'One behind the other: the output is twice as wide',
      sum: 'Added up',
    }),
    fallback: fallback(recurrentDefaults.merge),
    documentation: 'How the outputs of `direction: both` are put together',
    example: 'sum',
  },
  dropout: {
    type: rateType,
    fallback: fallback(recurrentDefaults.dropout),
    unit: 'share of values',
    documentation:
      'The share of values that is left out between the stacked layers, while training; after the last of them put a layer `dropout`',
    example: '0.2',
  },
  recurrent_dropout: {
    type: rateType,
    fallback: fallback(recurrentDefaults.recurrent_dropout),
    unit: 'share of values',
    documentation:
      'The share of state values that the recurrent matrices do not see, the same ones in all time steps of a sequence or stretch, while training (Gal and Ghahramani 2016)',
    example: '0.2',
  },
  zoneout: {
    type: rateType,
    fallback: fallback(recurrentDefaults.zoneout),
    unit: 'share of values',
    documentation:
      'The share of state values that keep what they were at the step before, others at each step, while training; afterwards every value moves by the rest of the way (Krueger et al. 2017)',
    example: '0.1',
  },
  residual: {
    type: booleanType({
      true: 'The input of each layer is added to its output',
      false: 'Nothing is added',
    }),
    fallback: fallback(recurrentDefaults.residual),
    documentation:
      'Whether each layer of the stack adds its input to its output; the first one does so where both are equally wide',
    example: 'true',
  },
  initial_state: {
    type: choiceType({
      zero: 'All states are 0 before the first time step',
      learned: 'They are parameters of their own, the same for every sequence',
    }),
    fallback: fallback(recurrentDefaults.initial_state),
    documentation: 'What the states are before the first time step',
    example: 'learned',
  },
  trainable: trainableKey,
  init: initKey(
    'Initializers for this layer; they win over those of "train"; `initial` is what learned initial states start as',
    '{b_f: 2}',
  ),
});

/** The keys that every recurrent layer takes; all others are options of its cell. */
export const recurrentKeys: readonly string[] =
  recurrentOptions.shape.kind === 'mapping' ? Object.keys(recurrentOptions.shape.keys) : [];

/** `- lstm: 100` stands for `- lstm: {hidden: 100}`. */
export const recurrentType = shortFormType({
  long: recurrentOptions,
  short: widthType,
  matches: isNumberNode,
  expand: (hidden): RecurrentOptions => ({ hidden, ...recurrentDefaults }),
});
