import type { LayerSpec } from '../spec.ts';
import { choiceType } from '../types/choiceType.ts';
import { listType } from '../types/listType.ts';
import { defaultsOf, mappingType } from '../types/mappingType.ts';
import { numberType } from '../types/numberType.ts';
import { inferredType } from '../types/optionalType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { caseWithOptions, type VariantCase, variantType } from '../types/variantType.ts';
import { fallback, required, type ValueType } from '../valueType.ts';
import { initKey } from './initializerType.ts';
import {
  type RecurrentOptions,
  rateType,
  recurrentDefaults,
  recurrentType,
  trainableKey,
  widthType,
} from './recurrentKeys.ts';

type PlainLayer = Exclude<LayerSpec, { kind: 'recurrent' }>;
type PlainKind = PlainLayer['kind'];
/** What may be said of a layer that is no cell. */
type OptionsOf<K extends PlainKind> = Omit<Extract<PlainLayer, { kind: K }>, 'kind'>;

const linearOptions = mappingType<OptionsOf<'linear'>>({
  size: {
    type: inferredType(widthType),
    fallback: fallback(undefined, 'for the last layer: what the task needs'),
    unit: 'values',
    documentation:
      'The width of the output; in the last layer it follows from the task and is checked',
    example: '1',
  },
  activation: {
    type: choiceType({
      none: 'The weighted sum as it is',
      relu: 'max(0, y)',
      tanh: 'The hyperbolic tangent',
      sigmoid: '1 / (1 + exp(−y))',
      softplus: 'log(1 + exp(y))',
    }),
    fallback: fallback('none'),
    documentation: 'The function that is applied to every value of the output',
    example: 'relu',
  },
  trainable: trainableKey,
  init: initKey(
    'Initializers for `weight` and `bias` of this layer; they win over those of "train"',
    '{weight: xavier_normal, bias: 0}',
  ),
});

const layerNormOptions = mappingType<OptionsOf<'layer_norm'>>({
  epsilon: {
    type: numberType({ above: 0, max: 1 }),
    fallback: fallback(1e-5),
    documentation: 'Added to the variance, so that nothing is divided by 0',
    example: '0.001',
  },
  trainable: trainableKey,
  init: initKey('Initializers for `gain` and `bias` of this layer', '{gain: 1, bias: 0}'),
});

const dropoutOptions = mappingType<OptionsOf<'dropout'>>({
  rate: {
    type: rateType,
    fallback: required,
    unit: 'share of values',
    documentation: 'The share of values that is left out, others at each time step',
    example: '0.2',
  },
});

const deviationType = numberType({ min: 0, max: 1e6 });

const noiseOptions = mappingType<OptionsOf<'noise'>>({
  deviation: {
    type: deviationType,
    fallback: required,
    documentation: 'The standard deviation of the noise, in the units of what it is added to',
    example: '0.1',
  },
});

const embeddingOptions = mappingType<OptionsOf<'embedding'>>({
  size: {
    type: widthType,
    fallback: required,
    unit: 'values',
    documentation: 'How many numbers stand for one token',
    example: '32',
  },
  trainable: trainableKey,
  init: initKey('Initializers for `weight`, the table of this layer', '{weight: {uniform: 0.1}}'),
});

/** What holds of an embedding where its spec says nothing but the size. */
const embeddingDefaults = { trainable: true, init: {} };

/** What a linear layer is where its spec says nothing. */
export const linearDefaults = defaultsOf(linearOptions);

/** Every kind of layer that is no cell. */
const cases: { readonly [K in PlainKind]: VariantCase<LayerSpec> } = {
  linear: layerCase('linear', {
    documentation: 'y = weight · x + bias, at each time step by itself; a number is its `size`',
    type: shortFormType({
      long: linearOptions,
      short: widthType,
      matches: isNumberNode,
      expand: (size) => ({ ...linearDefaults, size }),
    }),
    example: '{size: 1}',
  }),
  layer_norm: layerCase('layer_norm', {
    documentation:
      'Shifts and scales the values of each time step to mean 0 and variance 1, then by a learned `gain` and `bias` (Ba et al. 2016)',
    type: layerNormOptions,
    example: '{epsilon: 0.001}',
  }),
  dropout: layerCase('dropout', {
    documentation:
      'Leaves out a share of the values and scales up the others, while training; a number is its `rate` (Srivastava et al. 2014)',
    type: shortFormType({
      long: dropoutOptions,
      short: rateType,
      matches: isNumberNode,
      expand: (rate) => ({ rate }),
    }),
    example: '0.2',
  }),
  noise: layerCase('noise', {
    documentation: 'Adds normal noise, while training; a number is its `deviation`',
    type: shortFormType({
      long: noiseOptions,
      short: deviationType,
      matches: isNumberNode,
      expand: (deviation) => ({ deviation }),
    }),
    example: '0.1',
  }),
  embedding: layerCase('embedding', {
    documentation:
      'A learned vector for every token, as the first layer; without it a token is a vector with a single 1; a number is its `size`',
    type: shortFormType({
      long: embeddingOptions,
      short: widthType,
      matches: isNumberNode,
      expand: (size) => ({ ...embeddingDefaults, size }),
    }),
    example: '{size: 32}',
  }),
};

function layerCase<K extends PlainKind>(
  kind: K,
  declaration: {
    readonly documentation: string;
    readonly type: ValueType<OptionsOf<K>>;
    readonly example: string;
  },
): VariantCase<LayerSpec> {
  return caseWithOptions<LayerSpec, OptionsOf<K>>({
    ...declaration,
    // TypeScript does not see that the options of kind K are those that belong to it.
    build: (options) => ({ kind, ...options }) as unknown as LayerSpec,
    options: (layer) => layer as unknown as OptionsOf<K>,
  });
}

/** One layer of `model`. */
export const layerType: ValueType<LayerSpec> = variantType<LayerSpec>({
  description: 'the name of a layer such as "lstm" or "linear", alone or with options',
  noun: 'layer',
  cases,
  others: caseWithOptions<LayerSpec, RecurrentOptions>({
    documentation:
      'A recurrent layer: the name of a cell of the library or of this spec; a number is its `hidden`, and further keys are options of the cell',
    type: recurrentType,
    example: '{hidden: 32}',
    build: (options, cell) => ({ kind: 'recurrent', cell, ...options }),
    options: (layer) => (layer.kind === 'recurrent' ? layer : { hidden: 1, ...recurrentDefaults }),
  }),
  nameOf: (layer) => (layer.kind === 'recurrent' ? layer.cell : layer.kind),
});

/** The names of layers that are no cells. */
export const layerKinds: readonly string[] = Object.keys(cases);

/** The layers of `model`, from the input on. */
export const modelType = listType('a list of layers', layerType, { max: 100 });
