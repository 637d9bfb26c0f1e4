import type { LayerSpec, LinearSpec, RecurrentSpec } from '../spec.ts';
import { listType } from '../types/listType.ts';
import { mappingType } from '../types/mappingType.ts';
import { integerType } from '../types/numberType.ts';
import { openMappingType } from '../types/openMappingType.ts';
import { inferredType } from '../types/optionalType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { caseWithOptions, variantType } from '../types/variantType.ts';
import { fallback, required, type ValueType } from '../valueType.ts';
import { initKey } from './initializerType.ts';

type RecurrentOptions = Omit<RecurrentSpec, 'kind' | 'cell'>;
type LinearOptions = Omit<LinearSpec, 'kind'>;

const widthType = integerType({ min: 1, max: 65_536 });

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
    fallback: fallback(1),
    unit: 'layers',
    documentation: 'How many layers of this cell are stacked, each reading the one below',
    example: '2',
  },
  init: initKey('Initializers for this layer; they win over those of "train"', '{b_f: 2}'),
});

const linearOptions = mappingType<LinearOptions>({
  size: {
    type: inferredType(widthType),
    fallback: fallback(undefined, 'for the last layer: number of targets × horizon'),
    unit: 'values',
    documentation:
      'The width of the output; in the last layer it follows from the task and is checked',
    example: '1',
  },
  init: initKey(
    'Initializers for `weight` and `bias` of this layer; they win over those of "train"',
    '{weight: xavier_normal, bias: 0}',
  ),
});

/** The keys that every recurrent layer takes; all others are options of its cell. */
export const recurrentKeys: readonly string[] =
  recurrentOptions.shape.kind === 'mapping' ? Object.keys(recurrentOptions.shape.keys) : [];

/** `- lstm: 100` stands for `- lstm: {hidden: 100}`. */
const recurrentType = shortFormType({
  long: recurrentOptions,
  short: widthType,
  matches: isNumberNode,
  expand: (hidden): RecurrentOptions => ({ hidden, layers: 1, init: {}, options: {} }),
});

/** `- linear: 1` stands for `- linear: {size: 1}`. */
const linearType = shortFormType({
  long: linearOptions,
  short: widthType,
  matches: isNumberNode,
  expand: (size): LinearOptions => ({ size, init: {} }),
});

const layerType: ValueType<LayerSpec> = variantType<LayerSpec>({
  description: 'the name of a layer such as "lstm" or "linear", alone or with options',
  noun: 'layer',
  cases: {
    linear: caseWithOptions<LayerSpec, LinearOptions>({
      documentation: 'y = weight · x + bias, at each time step by itself; a number is its `size`',
      type: linearType,
      example: '{size: 1}',
      build: (options) => ({ kind: 'linear', ...options }),
      options: (layer) => (layer.kind === 'linear' ? layer : { size: undefined, init: layer.init }),
    }),
  },
  others: caseWithOptions<LayerSpec, RecurrentOptions>({
    documentation:
      'A recurrent layer: the name of a cell of the library or of this spec; a number is its `hidden`, and further keys are options of the cell',
    type: recurrentType,
    example: '{hidden: 32}',
    build: (options, cell) => ({ kind: 'recurrent', cell, ...options }),
    options: (layer) =>
      layer.kind === 'recurrent' ? layer : { hidden: 1, layers: 1, init: layer.init, options: {} },
  }),
  nameOf: (layer) => (layer.kind === 'recurrent' ? layer.cell : 'linear'),
});

/** The layers of `model`, from the input on. */
export const modelType = listType('a list of layers', layerType, { max: 100 });
