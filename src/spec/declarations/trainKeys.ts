import type { OptimizerSpec, TrainSpec } from '../spec.ts';
import { defaultsOf, mappingType } from '../types/mappingType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { optionalType } from '../types/optionalType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { caseWithOptions, variantType } from '../types/variantType.ts';
import { fallback, type KeyDeclaration, required, type ValueType } from '../valueType.ts';
import { initKey } from './initializerType.ts';

type AdamOptions = Omit<Extract<OptimizerSpec, { kind: 'adam' }>, 'kind'>;
type SgdOptions = Omit<Extract<OptimizerSpec, { kind: 'sgd' }>, 'kind'>;

const adamDefaults: AdamOptions = { rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const sgdDefaults: SgdOptions = { rate: 0.01, momentum: 0 };

const rateType = numberType({ above: 0, max: 1000 });

const adamType = shortFormType({
  long: mappingType<AdamOptions>({
    rate: rateKey(adamDefaults.rate),
    beta1: decayKey(
      adamDefaults.beta1,
      'How much of the running mean of gradients each step keeps',
    ),
    beta2: decayKey(
      adamDefaults.beta2,
      'How much of the running mean of squared gradients each step keeps',
    ),
    epsilon: {
      type: numberType({ above: 0, max: 1 }),
      fallback: fallback(adamDefaults.epsilon),
      documentation: 'Added to the denominator, so that tiny gradients do not make huge steps',
      example: '1e-8',
    },
  }),
  short: rateType,
  matches: isNumberNode,
  expand: (rate): AdamOptions => ({ ...adamDefaults, rate }),
});

const sgdType = shortFormType({
  long: mappingType<SgdOptions>({
    rate: rateKey(sgdDefaults.rate),
    momentum: {
      type: numberType({ min: 0, below: 1 }),
      fallback: fallback(sgdDefaults.momentum),
      documentation: 'How much of the step before each step repeats; 0 is plain gradient descent',
      example: '0.9',
    },
  }),
  short: rateType,
  matches: isNumberNode,
  expand: (rate): SgdOptions => ({ ...sgdDefaults, rate }),
});

const optimizerType: ValueType<OptimizerSpec> = variantType<OptimizerSpec>({
  description: 'an optimizer such as "adam" or {adam: {rate: 0.001}}',
  noun: 'optimizer',
  cases: {
    adam: caseWithOptions<OptimizerSpec, AdamOptions>({
      documentation: 'Adam: steps scaled per parameter (Kingma and Ba 2015); a number is its rate',
      type: adamType,
      example: '{rate: 0.001}',
      build: (options) => ({ kind: 'adam', ...options }),
      options: (value) => (value.kind === 'adam' ? value : adamDefaults),
    }),
    sgd: caseWithOptions<OptimizerSpec, SgdOptions>({
      documentation: 'Gradient descent on mini-batches, with momentum; a number is its rate',
      type: sgdType,
      example: '{rate: 0.01}',
      build: (options) => ({ kind: 'sgd', ...options }),
      options: (value) => (value.kind === 'sgd' ? value : sgdDefaults),
    }),
  },
  nameOf: (value) => value.kind,
});

const clipType = optionalType(
  mappingType<{ readonly norm: number }>({
    norm: {
      type: numberType({ above: 0 }),
      fallback: required,
      documentation:
        'The largest norm of the gradient over all parameters together; a longer gradient is shortened to it',
      example: '1',
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
    fallback: fallback({ kind: 'adam', ...adamDefaults }),
    documentation: 'How gradients become changes of the parameters',
    example: '{adam: {rate: 0.001}}',
  },
  clip: {
    type: clipType,
    fallback: fallback(undefined),
    documentation: 'Limits the gradient, the cure for exploding gradients',
    example: '{norm: 1}',
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

function rateKey(value: number): KeyDeclaration<number> {
  return {
    type: rateType,
    fallback: fallback(value),
    documentation: 'The learning rate: how far one training step goes',
    example: `${value}`,
  };
}

function decayKey(value: number, documentation: string): KeyDeclaration<number> {
  return {
    type: numberType({ min: 0, below: 1 }),
    fallback: fallback(value),
    documentation,
    example: `${value}`,
  };
}
