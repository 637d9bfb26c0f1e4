import type { Graph, Value } from '../graph/graph.ts';
import type { AttributeValue } from './attributes.ts';
import type { NodeProto } from './generated/onnx_pb.ts';
import type { NativeForm } from './matchNative.ts';
import { makeNode } from './messages.ts';
import { type NativeParameters, type ParameterData, packNative } from './packNative.ts';
import { nameOfInput, type ProgramWriter } from './programWriter.ts';
import { writeGraph } from './writeGraph.ts';

/** One trained layer. */
export type ExportedLayer = ExportedRecurrentLayer | ExportedLinearLayer;

/** One trained recurrent layer: a native operator, or a loop. */
export type ExportedRecurrentLayer = NativeLayer | LoopedLayer;

interface RecurrentParts {
  readonly kind: 'recurrent';
  /** `lstm.0` */
  readonly name: string;
  readonly inputSize: number;
  /** Of a native operator its `hidden_size`: all its values are as wide as its output. */
  readonly outputSize: number;
  /** By the names in the cell's equations. */
  readonly parameters: Readonly<Record<string, ParameterData>>;
}

interface NativeLayer extends RecurrentParts {
  readonly form: NativeForm;
}

interface LoopedLayer extends RecurrentParts {
  /** Inputs `x` `[T, B, I]` and the parameters by name, one output `[T, B, H]`. */
  readonly forward: Graph;
}

/** One trained linear layer. */
export interface ExportedLinearLayer {
  readonly kind: 'linear';
  /** `linear.0` */
  readonly name: string;
  /** `[out, in]` */
  readonly weight: ParameterData;
  /** `[out]` */
  readonly bias: ParameterData;
}

/** The file on its way. */
export interface ExportedFile {
  readonly program: ProgramWriter;
  readonly nodes: NodeProto[];
}

/** What goes from layer to layer: `[T, B, width]`, or `[B, width]` after the last time step. */
export interface Flow {
  readonly value: string;
  readonly width: number;
  readonly isSequence: boolean;
}

/**
 * Adds the operators of all layers. With `outputSteps` `last` only the last time step goes on after
 * the last recurrent layer.
 */
export function exportLayers(
  file: ExportedFile,
  start: Flow,
  model: { readonly layers: readonly ExportedLayer[]; readonly outputSteps: 'last' | 'every' },
): Flow {
  const { layers } = model;
  const isLast = model.outputSteps === 'last';
  const lastRecurrent = layers.findLastIndex((layer) => layer.kind === 'recurrent');
  const begin = isLast && lastRecurrent < 0 ? takeLastStep(file, start, 'last') : start;
  return layers.reduce((flow, layer, index) => {
    const onlyLast = isLast && index === lastRecurrent;
    return layer.kind === 'linear'
      ? exportLinear(file, flow, layer)
      : exportRecurrent(file, flow, layer, onlyLast);
  }, begin);
}

/** Adds one operator with one output, and gives its name. */
export function append(
  file: ExportedFile,
  wish: string,
  operator: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): string {
  const name = file.program.uniqueName(wish);
  file.nodes.push(makeNode(operator, inputs, [name], attributes));
  return name;
}

function exportLinear(file: ExportedFile, flow: Flow, layer: ExportedLinearLayer): Flow {
  const { name, weight } = layer;
  const [width = 0, inputSize = 0] = weight.shape;
  const bias = file.program.store(`${name}.bias`, layer.bias.shape, layer.bias.data);
  if (!flow.isSequence) {
    const stored = file.program.store(`${name}.weight`, weight.shape, weight.data);
    const inputs = [flow.value, stored, bias];
    const value = append(file, `${name}/Gemm`, 'Gemm', inputs, { transB: { int: 1 } });
    return { value, width, isSequence: false };
  }
  const turned = file.program.store(`${name}.weight.T`, [inputSize, width], transpose(weight));
  const product = append(file, `${name}/MatMul`, 'MatMul', [flow.value, turned]);
  return { value: append(file, `${name}/Add`, 'Add', [product, bias]), width, isSequence: true };
}

function exportRecurrent(
  file: ExportedFile,
  flow: Flow,
  layer: ExportedRecurrentLayer,
  onlyLast: boolean,
): Flow {
  if ('form' in layer) {
    return exportNative(file, flow, layer, onlyLast);
  }
  const looped = exportLoop(file, flow, layer);
  return onlyLast ? takeLastStep(file, looped, layer.name) : looped;
}

function exportNative(file: ExportedFile, flow: Flow, layer: NativeLayer, onlyLast: boolean): Flow {
  const { name, inputSize, outputSize, form } = layer;
  const packed = packNative(form, layer.parameters, inputSize, outputSize);
  const inputs = [flow.value, ...storeNative(file, name, packed)];
  const output = file.program.uniqueName(`${name}/${form.operator}`);
  const attributes = { hidden_size: { int: outputSize }, ...form.attributes };
  // The first output holds all steps, the second the last one; both have an axis for directions.
  const outputs = onlyLast ? ['', output] : [output];
  file.nodes.push(makeNode(form.operator, inputs, outputs, attributes));
  const directions = file.program.integers([onlyLast ? 0 : 1]);
  const value = append(file, `${name}/Squeeze`, 'Squeeze', [output, directions]);
  return { value, width: outputSize, isSequence: !onlyLast };
}

/** The names of W, R, B and, behind three inputs that are left out, P. */
function storeNative(file: ExportedFile, layer: string, packed: NativeParameters): string[] {
  const store = (name: string, { shape, data }: ParameterData) =>
    file.program.store(`${layer}.${name}`, shape, data);
  const names = [store('W', packed.W), store('R', packed.R), store('B', packed.B)];
  return packed.P ? [...names, '', '', '', store('P', packed.P)] : names;
}

function exportLoop(file: ExportedFile, flow: Flow, layer: LoopedLayer): Flow {
  const graph = layer.forward;
  const names = new Map<Value, string>();
  for (const input of graph.inputs) {
    const name = nameOfInput(input);
    const parameter = layer.parameters[name];
    names.set(
      input,
      parameter
        ? file.program.store(`${layer.name}.${name}`, parameter.shape, parameter.data)
        : flow.value,
    );
  }
  const value = file.program.uniqueName(`${layer.name}/output`);
  const context = { program: file.program, portable: true, path: `${layer.name}/` };
  const { nodes } = writeGraph(context, graph, [], names, [value]);
  file.nodes.push(...nodes);
  return { value, width: layer.outputSize, isSequence: true };
}

function takeLastStep(file: ExportedFile, flow: Flow, name: string): Flow {
  const indices = file.program.integers([-1]);
  const step = append(file, `${name}/Gather`, 'Gather', [flow.value, indices], {
    axis: { int: 0 },
  });
  const axes = file.program.integers([0]);
  const value = append(file, `${name}/Squeeze`, 'Squeeze', [step, axes]);
  return { ...flow, value, isSequence: false };
}

function transpose({ shape: [rows = 0, columns = 0], data }: ParameterData): Float32Array {
  return Float32Array.from(
    { length: rows * columns },
    (_, index) => data[(index % rows) * columns + Math.floor(index / rows)] ?? 0,
  );
}
