import type { ClipSpec, TrainSpec } from '../spec.ts';
import { booleanType } from '../types/booleanType.ts';
import { choiceType } from '../types/choiceType.ts';
import { defaultsOf, mappingType } from '../types/mappingType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { optionalType } from '../types/optionalType.ts';
import { fallback, required } from '../valueType.ts';
import { initKey } from './initializerType.ts';
import { defaultOptimizers, optimizerType } from './optimizerType.ts';

const limitType = optionalType(numberType({ above: 0 }));

const clipType = optionalType(
  mappingType<ClipSpec>({
    norm: {
      type: limitType,
      fallback: fallback(undefined),
      documentation: 'The largest norm of the gradient; a longer gradient is shortened to it',
      example: '1',
    },
    value: {
      type: limitType,
      fallback: fallback(undefined),
      documentation:
        'The largest absolute value of each number of the gradient; limited before the norm is',
      example: '0.5',
    },
    per: {
      type: choiceType({
        all: 'One norm over all parameters together',
        layer: 'A norm for each layer by itself',
        gate: 'A norm for each gate of each layer by itself',
      }),
      fallback: fallback('all'),
      documentation: 'What one norm is taken over',
      example: 'gate',
    },
  }),
);

const stopType = optionalType(
  mappingType<{ readonly patience: number }>({
    patience: {
      type: integerType({ min: 1, max: 1_000_000 }),
      fallback: required,
      unit: 'epochs',
      documentation:
        'How many epochs without a better validation loss are borne before training stops',
      example: '10',
    },
  }),
);

/** The keys of `train`. */
export const trainType = mappingType<TrainSpec>({
  epochs: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: fallback(50),
    unit: 'passes over the training part',
    documentation: 'How often training goes through all sequences of the training part',
    example: '60',
  },
  batch: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: fallback(32),
    unit: 'sequences',
    documentation: 'How many sequences one training step sees',
    example: '32',
  },
  optimizer: {
    type: optimizerType,
    fallback: fallback(defaultOptimizers.adam, '{adam: {rate: 0.001}}'),
    documentation: 'How gradients become changes of the parameters',
    example: '{adam: {rate: 0.001}}',
  },
  clip: {
    type: clipType,
    fallback: fallback(undefined),
    documentation: 'Limits the gradient, the cure for exploding gradients',
    example: '{norm: 1}',
  },
  bucket: {
    type: booleanType({
      true: 'Batches hold sequences of about equal length, so that little is padded',
      false: 'Batches are drawn at random',
    }),
    fallback: fallback(true),
    documentation: 'Whether batches are made of sequences of about equal length',
    example: 'false',
  },
  truncate: {
    type: optionalType(integerType({ min: 1, max: 1_000_000 })),
    fallback: fallback(undefined, 'whole sequences'),
    unit: 'time steps',
    documentation:
      'Truncated backpropagation through time: sequences are cut into stretches of so many steps, each a training step of its own',
    example: '50',
  },
  carry: {
    type: booleanType({
      true: 'Each stretch begins with the states that the one before it ended with',
      false: 'Each stretch begins with the initial states',
    }),
    fallback: fallback(true),
    documentation: 'Whether states go on from one stretch of a truncated sequence to the next',
    example: 'false',
  },
  init: initKey(
    'How parameters start, by their names; others: input matrices `xavier_uniform`, recurrent matrices `orthogonal`, everything else 0, but `b_f` 1',
    '{W: xavier_uniform, R: orthogonal, b_f: 1}',
  ),
  stop: {
    type: stopType,
    fallback: fallback(undefined),
    documentation: 'Ends training early when the validation loss no longer gets better',
    example: '{patience: 10}',
  },
  seed: {
    type: integerType({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    fallback: fallback(1),
    documentation: 'The start of all random numbers: the same seed gives the same run',
    example: '1',
  },
});

/** What `train` means where it is not written. */
export const defaultTrain: TrainSpec = defaultsOf(trainType);
