import type { AdamOptions, DecaySpec, OptimizerOptions, OptimizerSpec } from '../spec.ts';
import { booleanType } from '../types/booleanType.ts';
import { defaultsOf, type KeyDeclarations, mappingType } from '../types/mappingType.ts';
import { numberType } from '../types/numberType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { caseWithOptions, type VariantCase, variantType } from '../types/variantType.ts';
import { fallback, type KeyDeclaration, type ValueType } from '../valueType.ts';

const rateType = numberType({ above: 0, max: 1000 });

/** From 0 to just below 1: how much of the past each step keeps. */
const keptType = numberType({ min: 0, below: 1 });

const strengthType = numberType({ min: 0, max: 1000 });

/** Weight decay by kind of parameter; a number alone holds for every kind. */
const decayType: ValueType<DecaySpec> = shortFormType({
  long: mappingType<DecaySpec>({
    input: strengthKey(
      'Decay of matrices that multiply the input of a layer (`W`), and of the table of an `embedding`',
    ),
    recurrent: strengthKey('Decay of matrices that multiply a value of the step before (`R`)'),
    peephole: strengthKey('Decay of vectors that multiply a state (`p`)'),
    bias: strengthKey(
      'Decay of biases, of the `gain` of a `layer_norm`, and of learned initial states',
    ),
    linear: strengthKey('Decay of the weights of `linear`'),
  }),
  short: strengthType,
  matches: isNumberNode,
  expand: decayOfAll,
});

const plainDecay = decayKey(0, 'added to the gradient (L2)');

const momentumKey: KeyDeclaration<number> = {
  type: keptType,
  fallback: fallback(0),
  documentation: 'How much of the step before each step repeats; 0 is none',
  example: '0.9',
};

const epsilonKey: KeyDeclaration<number> = {
  type: numberType({ above: 0, max: 1 }),
  fallback: fallback(1e-8),
  documentation: 'Added to the denominator, so that tiny gradients do not make huge steps',
  example: '1e-8',
};

const sgdKeys: KeyDeclarations<OptimizerOptions['sgd']> = {
  rate: rateKey(0.01),
  momentum: momentumKey,
  nesterov: {
    type: booleanType({
      true: 'The gradient counts as if the momentum had been followed already',
      false: 'Plain momentum',
    }),
    fallback: fallback(false),
    documentation: 'Looks one step of the momentum ahead (Sutskever et al. 2013)',
    example: 'true',
  },
  decay: plainDecay,
};

const rmspropKeys: KeyDeclarations<OptimizerOptions['rmsprop']> = {
  rate: rateKey(0.01),
  alpha: keptKey(0.99, 'How much of the running mean of squared gradients each step keeps'),
  epsilon: epsilonKey,
  momentum: momentumKey,
  centered: {
    type: booleanType({
      true: 'Divided by an estimate of the standard deviation',
      false: 'Divided by the root of the mean square',
    }),
    fallback: fallback(false),
    documentation: 'Takes the mean of the gradient out of its scale (Graves 2013)',
    example: 'true',
  },
  decay: plainDecay,
};

const adamKeys = (decay: KeyDeclaration<DecaySpec>): KeyDeclarations<AdamOptions> => ({
  rate: rateKey(0.001),
  beta1: keptKey(0.9, 'How much of the running mean of gradients each step keeps'),
  beta2: keptKey(0.999, 'How much of the running mean of squared gradients each step keeps'),
  epsilon: epsilonKey,
  decay,
});

const types: { readonly [K in keyof OptimizerOptions]: ValueType<OptimizerOptions[K]> } = {
  adam: mappingType(adamKeys(plainDecay)),
  adamw: mappingType(adamKeys(decayKey(0.01, 'taken off in each step, times the rate'))),
  sgd: mappingType(sgdKeys),
  rmsprop: mappingType(rmspropKeys),
};

/** Every optimiser as it is where no option is written. */
export const defaultOptimizers: {
  readonly [K in keyof OptimizerOptions]: Extract<OptimizerSpec, { kind: K }>;
} = {
  adam: { kind: 'adam', ...defaultsOf(types.adam) },
  adamw: { kind: 'adamw', ...defaultsOf(types.adamw) },
  sgd: { kind: 'sgd', ...defaultsOf(types.sgd) },
  rmsprop: { kind: 'rmsprop', ...defaultsOf(types.rmsprop) },
};

/** How gradients become changes of the parameters. */
export const optimizerType: ValueType<OptimizerSpec> = variantType<OptimizerSpec>({
  description: 'an optimizer such as "adam" or {adam: {rate: 0.001}}',
  noun: 'optimizer',
  cases: {
    adam: optimizerCase('adam', 'Adam: steps scaled per parameter (Kingma and Ba 2015)'),
    adamw: optimizerCase(
      'adamw',
      'Adam with a decay that its scaling does not see (Loshchilov and Hutter 2019)',
    ),
    sgd: optimizerCase('sgd', 'Gradient descent on mini-batches, with momentum'),
    rmsprop: optimizerCase(
      'rmsprop',
      'Steps divided by the size of recent gradients (Tieleman and Hinton 2012)',
    ),
  },
  nameOf: (value) => value.kind,
});

function optimizerCase<K extends keyof OptimizerOptions>(
  kind: K,
  documentation: string,
): VariantCase<OptimizerSpec> {
  const long = types[kind];
  const defaults = defaultsOf(long);
  return caseWithOptions<OptimizerSpec, OptimizerOptions[K]>({
    documentation: `${documentation}; a number is its rate`,
    type: shortFormType({
      long,
      short: rateType,
      matches: isNumberNode,
      expand: (rate) => ({ ...defaults, rate }),
    }),
    example: '{rate: 0.01}',
    // TypeScript does not see that the options of kind K are those that belong to it.
    build: (options) => ({ kind, ...options }) as unknown as OptimizerSpec,
    options: (value) =>
      value.kind === kind ? (value as unknown as OptimizerOptions[K]) : defaults,
  });
}

function rateKey(value: number): KeyDeclaration<number> {
  return {
    type: rateType,
    fallback: fallback(value),
    documentation: 'The learning rate: how far one training step goes',
    example: `${value}`,
  };
}

function keptKey(value: number, documentation: string): KeyDeclaration<number> {
  return { type: keptType, fallback: fallback(value), documentation, example: `${value}` };
}

function strengthKey(documentation: string): KeyDeclaration<number> {
  return { type: strengthType, fallback: fallback(0), documentation, example: '0.01' };
}

function decayOfAll(strength: number): DecaySpec {
  return {
    input: strength,
    recurrent: strength,
    peephole: strength,
    bias: strength,
    linear: strength,
  };
}

function decayKey(strength: number, how: string): KeyDeclaration<DecaySpec> {
  return {
    type: decayType,
    fallback: fallback(decayOfAll(strength), `${strength}`),
    documentation: `Pulls parameters towards 0: so much of each is ${how}; a number stands for all kinds of parameter`,
    example: '{input: 0.01, recurrent: 0.01}',
  };
}
