import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type {
  GateBlock,
  InspectedRun,
  LayerReport,
  NamedSize,
  ParameterReport,
  TensorReport,
  WeightStatistics,
} from '../protocol/parameters.ts';
import { initializerWords } from '../resolve/initializerWords.ts';
import { layerSummary, layerTraits, layerWord } from '../resolve/layerWords.ts';
import {
  initialName,
  type Layer,
  type Model,
  type Parameter,
  parameterCount,
  passesOf,
  type RecurrentLayer,
} from '../resolve/model.ts';
import { countFormula, layerFormula, type StackedShape, shapeText } from './countFormulas.ts';
import { initializeParameters } from './initializeParameters.ts';
import { parameterMeaning } from './parameterMeaning.ts';
import { spectralRadius } from './spectralRadius.ts';
import { type ParameterStack, stackParameters } from './stackParameters.ts';

/** Whose parameters are reported. */
export interface InspectedModel {
  readonly model: Model;
  /** Flat, `[P]`: trained, or as training would start. */
  readonly parameters: Float32Array;
  /** The spec file. */
  readonly spec: string;
  /** `undefined` before training. */
  readonly run: InspectedRun | undefined;
}

/** Every trained tensor of a model, stacked as PyTorch stacks it and taken apart by gate. */
export function collectParameters({
  model,
  parameters,
  spec,
  run,
}: InspectedModel): ParameterReport {
  const start = run && initializeParameters(model, model.spec.train.seed);
  const weights = { now: parameters, start };
  return {
    type: 'parameters',
    spec,
    run,
    layers: model.layers.map((layer) => reportLayer(model, layer, weights)),
    count: parameterCount(model),
  };
}

/** Flat vectors `[P]`: the weights, and those that training started from. */
interface Weights {
  readonly now: Float32Array;
  readonly start: Float32Array | undefined;
}

function reportLayer(model: Model, layer: Layer, weights: Weights): LayerReport {
  const own = model.parameters.filter((parameter) => parameter.layer === layer.name);
  const tensors =
    layer.kind === 'recurrent' ? recurrentStacks(model, layer, own) : own.map(plainStack);
  const passes = layer.kind === 'recurrent' ? passesOf(layer).length : 1;
  return {
    name: layer.name,
    ...describeLayer(layer),
    tensors: tensors.map((tensor) => reportTensor(layer, tensor, weights)),
    count: own.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    // The directions of a layer have the same tensors, one behind the other.
    countFormula: layerFormula(tensors.slice(0, tensors.length / passes).map(stackedShape), passes),
  };
}

function describeLayer(
  layer: Layer,
): Pick<LayerReport, 'kind' | 'summary' | 'equations' | 'sizes'> {
  const kind = layerWord(layer);
  if (layer.kind !== 'recurrent') {
    const sizes: NamedSize[] = [
      { name: 'input', size: layer.inputSize },
      { name: 'output', size: layer.outputSize },
    ];
    return { kind, summary: layerSummary(layer), equations: '', sizes };
  }
  return {
    kind,
    summary: [layerSummary(layer), ...layerTraits(layer)].join('; '),
    equations: layer.cell.equations,
    sizes: Object.entries(layer.sizes).map(([size, length]) => ({ name: size, size: length })),
  };
}

type NamedStack = ParameterStack & { readonly meaning: string };

/** The stacks of each direction, and behind them what its states start as. */
function recurrentStacks(
  model: Model,
  layer: RecurrentLayer,
  own: readonly Parameter[],
): readonly NamedStack[] {
  const { cell, direction } = layer;
  const place = `l${placeInStack(model, layer)}`;
  return passesOf(layer).flatMap((pass) => {
    const isSecond = direction === 'both' && pass.reverse;
    const parameters = own.filter((parameter) => parameter.pass === pass.name);
    const inCell = parameters.filter((parameter) => parameter.inCell);
    const stacks = stackParameters(cell, inCell, isSecond ? `${place}_reverse` : place);
    // PyTorch's names tell the directions apart.
    const prefix = direction === 'both' ? pass.name.slice(layer.name.length + 1) : '';
    const nameOf = ({ name, inPyTorch }: ParameterStack) =>
      inPyTorch || prefix === '' ? name : `${prefix}.${name}`;
    return [
      ...stacks.map((stack) => ({
        ...stack,
        name: nameOf(stack),
        meaning: parameterMeaning(cell, stack.parameters),
      })),
      ...parameters
        .filter((parameter) => !parameter.inCell)
        .map((one) => initialStack(one, nameOf)),
    ];
  });
}

/** A spec's `layers: 2` is one stack of two layers in PyTorch. */
function placeInStack({ layers }: Model, layer: RecurrentLayer): number {
  return layers.filter(({ specIndex }) => specIndex === layer.specIndex).indexOf(layer);
}

function initialStack(parameter: Parameter, nameOf: (stack: ParameterStack) => string): NamedStack {
  const note = 'PyTorch takes initial states from outside of the layer';
  const stack = { name: parameter.local, inPyTorch: false, parameters: [parameter], note };
  const state = parameter.local.slice(initialName('').length);
  return { ...stack, name: nameOf(stack), meaning: `What ${state} is before the first time step` };
}

/** PyTorch's name of a tensor of a layer that is no cell, and what it does. */
const plainMeanings: Readonly<Record<string, { readonly name: string; readonly meaning: string }>> =
  {
    weight: { name: 'weight', meaning: 'The output of the layer before' },
    bias: { name: 'bias', meaning: 'Added to the output' },
    gain: { name: 'weight', meaning: 'The normalised values, one by one' },
  };

function plainStack(parameter: Parameter): NamedStack {
  const { name, meaning } = present(plainMeanings[parameter.local], parameter.local);
  return {
    name,
    inPyTorch: true,
    parameters: [parameter],
    note: '',
    meaning: parameter.shapeNames[0] === 'tokens' ? 'A row for every token' : meaning,
  };
}

function stackedShape({ parameters }: ParameterStack): StackedShape {
  const [first] = parameters;
  return {
    blocks: parameters.length,
    names: first?.shapeNames ?? [],
    lengths: first?.shape ?? [],
  };
}

function reportTensor(layer: Layer, stack: NamedStack, weights: Weights): TensorReport {
  const shape = stackedShape(stack);
  const [rows = 1, ...columns] = shape.lengths;
  return {
    name: stack.name,
    inPyTorch: stack.inPyTorch,
    meaning: stack.meaning,
    shape: [shape.blocks * rows, ...columns],
    shapeText: shapeText(shape),
    count: shape.blocks * sizeOf(shape.lengths),
    countFormula: countFormula(shape),
    blocks: stack.parameters.map((parameter, index) =>
      reportBlock(layer, parameter, index * rows, weights),
    ),
    note: stack.note,
  };
}

function reportBlock(
  layer: Layer,
  parameter: Parameter,
  firstRow: number,
  weights: Weights,
): GateBlock {
  const { name, local, shape, shapeNames, inCell, initializer } = parameter;
  const gate = inCell?.gate ?? local;
  const assignments = layer.kind === 'recurrent' ? layer.cell.assignments : [];
  return {
    gate,
    role: assignments.find((assignment) => assignment.name === gate)?.role ?? 'value',
    parameter: name,
    firstRow,
    lastRow: firstRow + (shape[0] ?? 1) - 1,
    shapeText: shapeText({ blocks: 1, names: shapeNames, lengths: shape }),
    initializer: initializerWords(initializer),
    statistics: statisticsOf(parameter, weights),
  };
}

function statisticsOf(
  { offset, shape, inCell }: Parameter,
  { now, start }: Weights,
): WeightStatistics {
  const values = now.subarray(offset, offset + sizeOf(shape));
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  const mean = sum / values.length;
  const rootOf = (term: (value: number, index: number) => number) =>
    Math.sqrt(values.reduce((total, value, index) => total + term(value, index) ** 2, 0));
  const [rows = 0, columns] = shape;
  const isSquare = inCell?.role === 'recurrent' && rows === columns;
  return {
    min,
    max,
    mean,
    std: rootOf((value) => value - mean) / Math.sqrt(values.length),
    norm: rootOf((value) => value),
    moved: start && rootOf((value, index) => value - (start[offset + index] as number)),
    spectralRadius: isSquare ? spectralRadius(values, rows) : undefined,
  };
}
