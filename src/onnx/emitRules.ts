import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Graph, NodeOf, OpKind, Shape, Value } from '../graph/graph.ts';
import { productOf } from '../graph/shapes.ts';
import { dataTypes } from './dataTypes.ts';
import type { Operands } from './foldOperands.ts';
import {
  addHelper,
  addNode,
  booleanOf,
  type GraphWriter,
  nameOutput,
  nameOutputs,
  nameValue,
} from './graphWriter.ts';
import { makeDeclaration, makeGraph } from './messages.ts';
import { runtimeDomain } from './writeModel.ts';

/** Writes one node; `inputs` are the names of `operands.inputs`. */
export type EmitRule<K extends OpKind> = (
  writer: GraphWriter,
  node: NodeOf<K>,
  inputs: readonly string[],
  operands: Operands,
) => void;

/** How every operator of a graph is written with operators of ONNX. */
export const emitRules: { readonly [K in OpKind]: EmitRule<K> } = {
  // Inputs have their names from the start.
  input: () => undefined,
  constant: (writer, node) => {
    const { shape, values } = node.attributes;
    const size = sizeOf(shape);
    const filled = values.length === size ? values : Array(size).fill(values[0]);
    writer.names.set(outputOf(node), writer.program.floats(shape, filled));
  },
  size: (writer, node) => {
    writer.names.set(outputOf(node), writer.program.size(node.attributes.dimensions));
  },

  negate: plain('Neg'),
  sigmoid: plain('Sigmoid'),
  tanh: plain('Tanh'),
  relu: plain('Relu'),
  exp: plain('Exp'),
  log: plain('Log'),
  sqrt: plain('Sqrt'),
  softplus: plain('Softplus'),
  abs: plain('Abs'),
  step: (writer, node, inputs) => {
    const output = nameOutput(writer, node);
    const zero = writer.program.floats([], [0]);
    const above = addHelper(writer, output, 'Greater', [...inputs, zero]);
    addNode(writer, 'Cast', [above], [output], toFloat);
  },

  add: (writer, node, inputs, operands) =>
    (operands.transposed ? gemm : plain('Add'))(writer, node, inputs, operands),
  subtract: plain('Sub'),
  multiply: plain('Mul'),
  divide: plain('Div'),
  maximum: plain('Max'),
  power: plain('Pow'),
  equal: (writer, node, inputs) => {
    const output = nameOutput(writer, node);
    addNode(writer, 'Cast', [addHelper(writer, output, 'Equal', inputs)], [output], toFloat);
  },
  select: (writer, node, [, a = '', b = '']) => {
    const mask = present(node.inputs[0], 'a mask');
    addNode(writer, 'Where', [booleanOf(writer, mask), a, b], nameOutputs(writer, node));
  },

  matmul: (writer, node, inputs, operands) => {
    if (!operands.transposed) {
      plain('MatMul')(writer, node, inputs);
    } else if (operands.inputs.every((factor) => factor.shape.length === 2)) {
      gemm(writer, node, inputs, operands);
    } else {
      const attributes = transposeAttributes(operands);
      addNode(writer, 'FusedMatMul', inputs, nameOutputs(writer, node), attributes, runtimeDomain);
    }
  },
  transpose: (writer, node, inputs, operands) => {
    if (operands.transposed) {
      gemm(writer, node, inputs, operands);
      return;
    }
    const perm = { ints: node.attributes.permutation };
    addNode(writer, 'Transpose', inputs, nameOutputs(writer, node), { perm });
  },
  reshape: (writer, node, inputs) => {
    const before = present(node.inputs[0], 'what is reshaped').shape;
    const target = writer.program.shape(reshapeTarget(before, node.attributes.shape));
    addNode(writer, 'Reshape', [...inputs, target], nameOutputs(writer, node));
  },
  expand: (writer, node, inputs) => {
    const before = present(node.inputs[0], 'what is repeated').shape;
    const target = writer.program.shape(expandTarget(before, node.attributes.shape));
    addNode(writer, 'Expand', [...inputs, target], nameOutputs(writer, node));
  },
  concat: (writer, node, inputs) => {
    const axis = { int: node.attributes.axis };
    addNode(writer, 'Concat', inputs, nameOutputs(writer, node), { axis });
  },
  split: (writer, node, inputs) => {
    const sizes = writer.program.integers(node.attributes.sizes);
    const axis = { int: node.attributes.axis };
    addNode(writer, 'Split', [...inputs, sizes], nameOutputs(writer, node), { axis });
  },
  sum: (writer, node, inputs) => {
    const { axes } = node.attributes;
    const outputs = nameOutputs(writer, node);
    if (axes.length === 0) {
      // To ONNX a list without axes means all of them.
      addNode(writer, 'Identity', inputs, outputs);
      return;
    }
    const keepdims = { int: 0 };
    addNode(writer, 'ReduceSum', [...inputs, writer.program.integers(axes)], outputs, { keepdims });
  },
  logSoftmax: (writer, node, inputs) => {
    addNode(writer, 'LogSoftmax', inputs, nameOutputs(writer, node), { axis: { int: -1 } });
  },
  gather: (writer, node, [table = '', indices = '']) => {
    const output = nameOutput(writer, node);
    const integers = addHelper(writer, output, 'Cast', [indices], toInteger);
    addNode(writer, 'Gather', [table, integers], [output], { axis: { int: 0 } });
  },
  // Not `ScatterND`: ONNX Runtime adds its rows in parallel and loses some on the way.
  scatterAdd: (writer, node, [indices = '', rows = '']) => {
    const output = nameOutput(writer, node);
    const helper = (operator: string, inputs: readonly string[]) =>
      addHelper(writer, output, operator, inputs);
    const { length } = node.attributes;
    const before = present(node.inputs[1], 'rows').shape;
    const width = before.at(-1) as number;
    const grid = writer.program.shape([productOf(before.slice(0, -1)), width]);
    const table = helper('Expand', [
      writer.program.floats([], [0]),
      writer.program.integers([length, width]),
    ]);
    const integers = addHelper(writer, output, 'Cast', [indices], toInteger);
    const column = helper('Reshape', [integers, writer.program.integers([-1, 1])]);
    const places = helper('Expand', [column, grid]);
    const flat = helper('Reshape', [rows, grid]);
    const attributes = { axis: { int: 0 }, reduction: { text: 'add' } };
    addNode(writer, 'ScatterElements', [table, places, flat], [output], attributes);
  },
  previous: (writer, node, [initial = '', stack = '']) => {
    const output = nameOutput(writer, node);
    const integers = (values: readonly number[]) => writer.program.integers(values);
    const first = addHelper(writer, output, 'Unsqueeze', [initial, integers([0])]);
    const [start, end] = node.attributes.reverse ? [1, Number.MAX_SAFE_INTEGER] : [0, -1];
    const range = [integers([start]), integers([end]), integers([0])];
    const rest = addHelper(writer, output, 'Slice', [stack, ...range]);
    const pieces = node.attributes.reverse ? [rest, first] : [first, rest];
    addNode(writer, 'Concat', pieces, [output], { axis: { int: 0 } });
  },
  scan: emitScan,
};

/** Attributes of `Cast`. */
const toFloat = { to: { int: dataTypes.float } };
const toInteger = { to: { int: dataTypes.int64 } };

function emitScan(writer: GraphWriter, node: NodeOf<'scan'>, inputs: readonly string[]): void {
  const { body, states, sequences, reverse, time } = node.attributes;
  const loop = writer.program.uniqueName(`${writer.path}scan`);
  const outputs = node.outputs.map((value, index) =>
    nameValue(writer, value, `${loop}.${body.outputs[index]?.name}`),
  );
  const masks = new Set(
    body.inputs.slice(states, states + sequences).filter((input) => isOnlyMask(body, input)),
  );
  const parts = writer.writeBody(body, loop, inputs.slice(states + sequences), masks);
  const sources = inputs
    .slice(0, states + sequences)
    .map((name, index) =>
      masks.has(body.inputs[index] as Value)
        ? booleanOf(writer, node.inputs[index] as Value)
        : name,
    );
  const bodyInputs = [...parts.inputs];
  if (sequences === 0) {
    // ONNX has no loop without a sequence, so zeros say how often to run.
    const length = writer.program.length(time);
    sources.push(addHelper(writer, loop, 'ConstantOfShape', [length]));
    bodyInputs.push(makeDeclaration(writer.program.uniqueName(`${loop}/turn`), []));
  }
  const directions = (count: number) => ({ ints: Array<number>(count).fill(reverse ? 1 : 0) });
  const scan = addNode(writer, 'Scan', sources, outputs, {
    body: { graph: makeGraph({ ...parts, inputs: bodyInputs }) },
    num_scan_inputs: { int: sources.length - states },
    scan_input_directions: directions(sources.length - states),
    scan_output_directions: directions(outputs.length - states),
  });
  scan.name = loop;
}

/** Whether a value only says what is selected: it is then made a boolean once, not at every step. */
function isOnlyMask({ nodes, outputs }: Graph, value: Value): boolean {
  const readers = nodes.filter((node) => node.inputs.includes(value));
  return (
    readers.length > 0 &&
    readers.every(({ kind, inputs }) => kind === 'select' && inputs.lastIndexOf(value) === 0) &&
    outputs.every((output) => output.value !== value)
  );
}

/** An operator of ONNX that means the same. */
function plain(operator: string) {
  return (writer: GraphWriter, node: NodeOf<OpKind>, inputs: readonly string[]): void => {
    addNode(writer, operator, inputs, nameOutputs(writer, node as NodeOf<'add'>));
  };
}

/** `A @ B` or `A @ B + C` of matrices, with `A` and `B` read transposed where wanted. */
function gemm(
  writer: GraphWriter,
  node: NodeOf<'add'> | NodeOf<'matmul'> | NodeOf<'transpose'>,
  inputs: readonly string[],
  operands: Operands,
): void {
  addNode(writer, 'Gemm', inputs, nameOutputs(writer, node), transposeAttributes(operands));
}

function transposeAttributes({ transposed = [false, false] }: Operands) {
  return {
    ...(transposed[0] ? { transA: { int: 1 } } : {}),
    ...(transposed[1] ? { transB: { int: 1 } } : {}),
  };
}

/**
 * The shape as ONNX's `Reshape` takes it, with as few lengths that must be computed as possible: 0
 * for an axis that stays, -1 for one that follows from the others.
 */
function reshapeTarget(before: Shape, shape: Shape): Shape {
  const target = shape.map((length, axis) =>
    typeof length === 'string' && before[axis] === length ? 0 : length,
  );
  const open = target.filter((length) => typeof length === 'string');
  const follows = open.find((length) => length.includes('*')) ?? open[0];
  const place = follows === undefined ? -1 : target.indexOf(follows);
  return target.map((length, axis) => (axis === place ? -1 : length));
}

/** The shape as ONNX's `Expand` takes it: 1 for an axis that stays. */
function expandTarget(before: Shape, shape: Shape): Shape {
  const added = shape.length - before.length;
  return shape.map((length, axis) => (before[axis - added] === length ? 1 : length));
}

function outputOf(node: NodeOf<'constant'> | NodeOf<'size'>): Value {
  return present(node.outputs[0], `the output of ${node.kind}`);
}
