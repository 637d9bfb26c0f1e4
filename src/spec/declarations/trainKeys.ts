import type { AverageSpec, ClipSpec, TrainSpec } from '../spec.ts';
import { booleanType } from '../types/booleanType.ts';
import { choiceType } from '../types/choiceType.ts';
import { defaultsOf, mappingType } from '../types/mappingType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { optionalType } from '../types/optionalType.ts';
import { fallback, required } from '../valueType.ts';
import { initKey } from './initializerType.ts';
import { defaultOptimizers, optimizerType } from './optimizerType.ts';
import { scheduleType } from './scheduleType.ts';

const countType = integerType({ min: 1, max: 1_000_000 });

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
        all: 'One norm over all parameters that are trained',
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
      unit: 'evaluations',
      documentation:
        'How many evaluations without a better validation loss are borne before training stops; there is one after each epoch unless "evaluate" says otherwise',
      example: '10',
    },
  }),
);

const averageType = optionalType(
  mappingType<AverageSpec>({
    decay: {
      type: optionalType(numberType({ above: 0, below: 1 })),
      fallback: fallback(undefined),
      documentation:
        'How much of the mean each step keeps (exponential averaging, without bias: Kingma and Ba 2015, section 7.2); with "none" all steps weigh the same (Polyak and Juditsky 1992)',
      example: '0.999',
    },
    start: {
      type: integerType({ min: 1, max: 1_000_000 }),
      fallback: fallback(1),
      documentation: 'The epoch in which averaging begins',
      example: '20',
    },
  }),
);

const evaluateType = optionalType(
  mappingType<{ readonly every: number }>({
    every: {
      type: countType,
      fallback: required,
      unit: 'training steps',
      documentation:
        'How many training steps lie between evaluations; the end of training is always one',
      example: '100',
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
    documentation:
      'How many sequences one batch holds; a training step takes one batch, or as many as "accumulate" says',
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
  schedule: {
    type: scheduleType,
    fallback: fallback({ kind: 'constant' }),
    documentation: 'How the learning rate changes during training',
    example: '{cosine: {to: 0}}',
  },
  warmup: {
    type: integerType({ min: 0, max: 1_000_000_000 }),
    fallback: fallback(0),
    unit: 'training steps',
    documentation:
      'Over how many steps the learning rate rises evenly to what the schedule says; 0 is none',
    example: '100',
  },
  accumulate: {
    type: countType,
    fallback: fallback(1),
    unit: 'batches',
    documentation:
      'How many batches make one training step: their gradients are averaged, as if they were one large batch',
    example: '4',
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
      'Truncated backpropagation through time: sequences are cut into stretches of so many steps, each a batch of its own',
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
    'How parameters start, by their names; others as their cell says, or else: input matrices and `linear` weights `xavier_uniform`, recurrent matrices `orthogonal`, the table of an `embedding` normal with deviation 1, `gain` and `b_f` 1, everything else 0',
    '{W: xavier_normal, R: identity, b_f: 2}',
  ),
  average: {
    type: averageType,
    fallback: fallback(undefined),
    documentation:
      'Keeps a mean of the parameters over the steps, which is what is evaluated, kept as the best and exported',
    example: '{decay: 0.999}',
  },
  evaluate: {
    type: evaluateType,
    fallback: fallback(undefined, 'at the end of each epoch'),
    documentation:
      'When the model is judged on the validation part, with a line of metrics and a checkpoint each time',
    example: '{every: 100}',
  },
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
