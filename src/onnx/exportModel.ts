import { invariant } from '../base/invariant.ts';
import type { Shape } from '../graph/graph.ts';
import {
  append,
  type ExportedFile,
  type ExportedLayer,
  exportLayers,
  type Flow,
} from './exportLayers.ts';
import { makeDeclaration, makeGraph, makeNode } from './messages.ts';
import { ProgramWriter } from './programWriter.ts';
import { writeModel } from './writeModel.ts';

/** A trained model in plain data: what an exported file is made of. */
export interface ExportedModel {
  /** The graph's name: `airline`. */
  readonly name: string;
  /** One sentence for people who open the file. */
  readonly documentation: string;
  readonly layers: readonly ExportedLayer[];
  /** Whether there is one output after the last time step, or one at every step. */
  readonly outputSteps: 'last' | 'every';
  readonly input: ExportedTensor;
  readonly output: ExportedTensor & {
    /** How many time steps of targets one output holds. */
    readonly horizon: number;
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

/**
 * A trained model as an ONNX file for inference, in the data's own units: input
 * `[batch, time, inputs]`, output `[batch, horizon, targets]` after the last step, or, with outputs
 * at every step, `[batch, time, horizon, targets]` (`[batch, time, targets]` for a horizon of 1).
 * Batch and time stay open. A recurrent layer is a native operator where its cell's equations are
 * those of one, otherwise a loop. Only operators of the standard are used.
 */
export function exportModel(model: ExportedModel): Uint8Array {
  const { input, output } = model;
  const places = new Map([
    ['B', { input: input.name, axis: 0 }],
    ['T', { input: input.name, axis: 1 }],
  ]);
  const program = new ProgramWriter([input.name, output.name], places);
  const file: ExportedFile = { program, nodes: [] };
  const result = exportLayers(file, scaleInput(file, input), model);
  unscaleOutput(file, result, output);
  const graph = makeGraph({
    name: model.name,
    inputs: [makeDeclaration(input.name, ['batch', 'time', input.columns.length], unitsOf(input))],
    outputs: [makeDeclaration(output.name, outputShape(model), unitsOf(output))],
    nodes: [...program.prelude, ...file.nodes],
    initializers: program.initializers,
  });
  return writeModel(graph, {
    producerVersion: model.version,
    documentation: model.documentation,
    metadata: metadataOf(model),
  });
}

/** `[batch, time, inputs]` in the data's units to `[T, B, I]` in the model's. */
function scaleInput(file: ExportedFile, { name, columns, scaler }: ExportedTensor): Flow {
  const width = columns.length;
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
  value = append(file, `${name}/Transpose`, 'Transpose', [value], { perm: { ints: [1, 0, 2] } });
  return { value, width, isSequence: true };
}

/** The model's `[B, O]` or `[T, B, O]` to the file's output in the data's units. */
function unscaleOutput(file: ExportedFile, flow: Flow, output: ExportedModel['output']): void {
  const { name, columns, horizon, scaler } = output;
  const overHorizon = (values: readonly number[]) => Array(horizon).fill(values).flat();
  invariant(flow.width === horizon * columns.length, 'the last layer is as wide as the targets');
  let { value } = flow;
  if (scaler.scale.some((scale) => scale !== 1)) {
    const scale = file.program.store(`${name}.scale`, [flow.width], overHorizon(scaler.scale));
    value = append(file, `${name}/Mul`, 'Mul', [value, scale]);
  }
  if (scaler.shift.some((shift) => shift !== 0)) {
    const shift = file.program.store(`${name}.shift`, [flow.width], overHorizon(scaler.shift));
    value = append(file, `${name}/Add`, 'Add', [value, shift]);
  }
  if (flow.isSequence) {
    value = append(file, `${name}/Transpose`, 'Transpose', [value], { perm: { ints: [1, 0, 2] } });
  }
  const kept = flow.isSequence ? [0, 0] : [0];
  const shape = [...kept, ...innerShape(output, flow.isSequence)];
  file.nodes.push(makeNode('Reshape', [value, file.program.integers(shape)], [name]));
}

function outputShape({ output, outputSteps }: ExportedModel): Shape {
  const isSequence = outputSteps === 'every';
  return ['batch', ...(isSequence ? ['time'] : []), ...innerShape(output, isSequence)];
}

/** One output without batch and time. */
function innerShape(output: ExportedModel['output'], isSequence: boolean): readonly number[] {
  const targets = output.columns.length;
  return isSequence && output.horizon === 1 ? [targets] : [output.horizon, targets];
}

function unitsOf({ columns }: ExportedTensor): string {
  return `In the units of the data, last axis: ${columns.join(', ')}`;
}

function metadataOf(model: ExportedModel): Readonly<Record<string, string>> {
  const scaling = ({ columns, scaler }: ExportedTensor) =>
    columns.map((name, index) => ({
      name,
      shift: scaler.shift[index],
      scale: scaler.scale[index],
    }));
  return {
    'rnn_studio.version': model.version,
    'rnn_studio.spec': model.spec,
    'rnn_studio.inputs': JSON.stringify(model.input.columns),
    'rnn_studio.targets': JSON.stringify(model.output.columns),
    'rnn_studio.horizon': String(model.output.horizon),
    'rnn_studio.units': `${model.input.name} and ${model.output.name} are in the units of the data; scaling is part of the graph`,
    'rnn_studio.input_scaling': JSON.stringify(scaling(model.input)),
    'rnn_studio.target_scaling': JSON.stringify(scaling(model.output)),
  };
}
