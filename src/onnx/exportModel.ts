import { invariant } from '../base/invariant.ts';
import type { Shape } from '../graph/graph.ts';
import { dataTypes } from './dataTypes.ts';
import { append, type ExportedFile, type Flow } from './exportedFile.ts';
import { type ExportedLayer, exportLayers } from './exportLayers.ts';
import { makeDeclaration, makeGraph, makeNode } from './messages.ts';
import { nameOfInput, ProgramWriter } from './programWriter.ts';
import { writeModel } from './writeModel.ts';

/** A trained model in plain data: what an exported file is made of. */
export interface ExportedModel {
  /** The graph's name: `airline`. */
  readonly name: string;
  /** One sentence for people who open the file. */
  readonly documentation: string;
  readonly layers: readonly ExportedLayer[];
  /** Whether sequences differ in length, so that the file takes their lengths. */
  readonly ragged: boolean;
  readonly input: ExportedTensor & {
    /** `tokens` are places in the list of columns, one per time step. */
    readonly kind: 'values' | 'tokens';
  };
  readonly output: ExportedTensor & {
    /** Of classes and flags the file gives probabilities. */
    readonly kind: 'values' | 'classes' | 'flags';
    /** How many time steps of targets one output holds. */
    readonly horizon: number;
    /** Whether there is one output after the last time step, or one at every step. */
    readonly steps: 'last' | 'every';
  };
  /** The product's version, stored in the file. */
  readonly version: string;
  /** The spec that the model was trained from, as text, stored in the file. */
  readonly spec: string;
}

/** The file's input or output. */
export interface ExportedTensor {
  /** Its name in the file: `input`, `forecast`. */
  readonly name: string;
  /** What its last axis holds, in order. */
  readonly columns: readonly string[];
  /** Per column; the model works on `(value - shift) / scale`. */
  readonly scaler: { readonly shift: readonly number[]; readonly scale: readonly number[] };
}

/** The name of the input that holds the lengths of the sequences. */
export const lengthsName = 'lengths';

/**
 * A trained model as an ONNX file for inference, in the data's own units: input
 * `[batch, time, inputs]`, or of tokens `[batch, time]` int64; where lengths differ also `lengths`
 * `[batch]` int64. Output `[batch, horizon, targets]` after the last step of each sequence, or, at
 * every step, `[batch, time, horizon, targets]`; without the axis of the horizon where it is 1 and
 * the output is one at every step, or probabilities. What it gives behind the end of a sequence
 * means nothing. Batch and time stay open. A recurrent layer is a native operator where its cell's
 * equations are those of one, otherwise a loop. Only operators of the standard are used.
 */
export function exportModel(model: ExportedModel): Uint8Array {
  const { input, output, ragged } = model;
  const places = new Map([
    ['B', { input: input.name, axis: 0 }],
    ['T', { input: input.name, axis: 1 }],
  ]);
  const names = [input.name, ...(ragged ? [lengthsName] : []), output.name];
  const program = new ProgramWriter(names, places);
  const file: ExportedFile = { program, nodes: [], ...lengthsOf(model, program) };
  const result = exportLayers(file, readInput(file, input), model.layers);
  writeOutput(file, result, output);
  const isTokens = input.kind === 'tokens';
  const shape = ['batch', 'time', ...(isTokens ? [] : [input.columns.length])];
  const type = isTokens ? dataTypes.int64 : dataTypes.float;
  const about =
    'The time steps of each sequence; behind them stand any numbers, or tokens of the list';
  const graph = makeGraph({
    name: model.name,
    inputs: [
      makeDeclaration(input.name, shape, describeInput(input), type),
      ...(ragged ? [makeDeclaration(lengthsName, ['batch'], about, dataTypes.int64)] : []),
    ],
    outputs: [makeDeclaration(output.name, outputShape(output), describeOutput(output))],
    nodes: [...program.prelude, ...file.nodes],
    initializers: program.initializers,
  });
  return writeModel(graph, {
    producerVersion: model.version,
    documentation: model.documentation,
    metadata: metadataOf(model),
  });
}

/** The lengths as native operators take them, and as a mask `[T, B, 1]` for graphs. */
function lengthsOf({ ragged, layers }: ExportedModel, program: ProgramWriter) {
  if (!ragged) {
    return { lengths: undefined, mask: undefined };
  }
  const before = (wish: string, operator: string, inputs: readonly string[], type?: number) =>
    program.before(wish, operator, inputs, type === undefined ? {} : { to: { int: type } });
  const lengths = before('lengths/Cast', 'Cast', [lengthsName], dataTypes.int32);
  const needsMask = layers.some(
    (layer) =>
      layer.kind === 'graph' && layer.forward.inputs.some((one) => nameOfInput(one) === 'mask'),
  );
  if (!needsMask) {
    return { lengths, mask: undefined };
  }
  const scalar = (name: string) => before(`${name}_scalar`, 'Squeeze', [name]);
  const ends = [program.integers([0]), program.length('T'), program.integers([1])].map(scalar);
  const steps = before('steps', 'Range', ends);
  const column = before('steps/Unsqueeze', 'Unsqueeze', [steps, program.integers([1])]);
  const inside = before('mask/Less', 'Less', [column, lengthsName]);
  const open = before('mask/Unsqueeze', 'Unsqueeze', [inside, program.integers([2])]);
  return { lengths, mask: before('mask', 'Cast', [open], dataTypes.float) };
}

/** `[batch, time, ...]` in the data's units to `[T, B, ...]` in the model's. */
function readInput(file: ExportedFile, input: ExportedModel['input']): Flow {
  const { name, columns, scaler, kind } = input;
  const width = columns.length;
  const turn = (value: string, ints: readonly number[]) =>
    append(file, `${name}/Transpose`, 'Transpose', [value], { perm: { ints } });
  if (kind === 'tokens') {
    const attributes = { to: { int: dataTypes.float } };
    const value = append(file, `${name}/Cast`, 'Cast', [turn(name, [1, 0])], attributes);
    return { value, width: 1, isSequence: true };
  }
  let value = name;
  // Subtracting first keeps large values exact that lie close together.
  if (scaler.shift.some((shift) => shift !== 0)) {
    const shift = file.program.store(`${name}.shift`, [width], scaler.shift);
    value = append(file, `${name}/Sub`, 'Sub', [value, shift]);
  }
  if (scaler.scale.some((scale) => scale !== 1)) {
    const scale = file.program.store(`${name}.scale`, [width], scaler.scale);
    value = append(file, `${name}/Div`, 'Div', [value, scale]);
  }
  return { value: turn(value, [1, 0, 2]), width, isSequence: true };
}

/** The model's `[B, O]` or `[T, B, O]` to the file's output. */
function writeOutput(file: ExportedFile, flow: Flow, output: ExportedModel['output']): void {
  const { name, columns, horizon, kind } = output;
  invariant(flow.width === horizon * columns.length, 'the last layer is as wide as the targets');
  let value = kind === 'values' ? unscale(file, flow, output) : flow.value;
  if (kind !== 'values') {
    const [operator, attributes] =
      kind === 'classes'
        ? (['Softmax', { axis: { int: -1 } }] as const)
        : (['Sigmoid', {}] as const);
    value = append(file, `${name}/${operator}`, operator, [value], attributes);
  }
  if (flow.isSequence) {
    value = append(file, `${name}/Transpose`, 'Transpose', [value], { perm: { ints: [1, 0, 2] } });
  }
  const kept = flow.isSequence ? [0, 0] : [0];
  const shape = [...kept, ...innerShape(output)];
  file.nodes.push(makeNode('Reshape', [value, file.program.integers(shape)], [name]));
}

/** Values in the data's units. */
function unscale(file: ExportedFile, flow: Flow, output: ExportedModel['output']): string {
  const { name, horizon, scaler } = output;
  const overHorizon = (values: readonly number[]) => Array(horizon).fill(values).flat();
  let { value } = flow;
  if (scaler.scale.some((scale) => scale !== 1)) {
    const scale = file.program.store(`${name}.scale`, [flow.width], overHorizon(scaler.scale));
    value = append(file, `${name}/Mul`, 'Mul', [value, scale]);
  }
  if (scaler.shift.some((shift) => shift !== 0)) {
    const shift = file.program.store(`${name}.shift`, [flow.width], overHorizon(scaler.shift));
    value = append(file, `${name}/Add`, 'Add', [value, shift]);
  }
  return value;
}

function outputShape(output: ExportedModel['output']): Shape {
  return ['batch', ...(output.steps === 'every' ? ['time'] : []), ...innerShape(output)];
}

/** One output without batch and time. */
function innerShape({ columns, horizon, steps, kind }: ExportedModel['output']): readonly number[] {
  const isFlat = kind !== 'values' || (steps === 'every' && horizon === 1);
  return isFlat ? [columns.length] : [horizon, columns.length];
}

function describeInput({ columns, kind }: ExportedModel['input']): string {
  return kind === 'tokens'
    ? 'Places of tokens in the list "rnn_studio.inputs" of the metadata, from 0'
    : unitsOf(columns);
}

function describeOutput({ columns, kind }: ExportedModel['output']): string {
  return kind === 'values'
    ? unitsOf(columns)
    : 'Probabilities, last axis: the list "rnn_studio.targets" of the metadata';
}

function unitsOf(columns: readonly string[]): string {
  return `In the units of the data (scaling is part of the graph), last axis: ${columns.join(', ')}`;
}

function metadataOf(model: ExportedModel): Readonly<Record<string, string>> {
  const { input, output } = model;
  const scaling = ({ columns, scaler }: ExportedTensor) =>
    JSON.stringify(
      columns.map((name, index) => ({
        name,
        shift: scaler.shift[index],
        scale: scaler.scale[index],
      })),
    );
  return {
    'rnn_studio.version': model.version,
    'rnn_studio.spec': model.spec,
    'rnn_studio.inputs': JSON.stringify(input.columns),
    'rnn_studio.targets': JSON.stringify(output.columns),
    'rnn_studio.horizon': String(output.horizon),
    'rnn_studio.units': `${input.name}: ${describeInput(input)}; ${output.name}: ${describeOutput(output)}`,
    ...(input.kind === 'values' ? { 'rnn_studio.input_scaling': scaling(input) } : {}),
    ...(output.kind === 'values' ? { 'rnn_studio.target_scaling': scaling(output) } : {}),
  };
}
