import { create } from '@bufbuild/protobuf';
import type { Dimension, Shape } from '../graph/graph.ts';
import { type AttributeValue, makeAttribute } from './attributes.ts';
import { dataTypes } from './dataTypes.ts';
import {
  type GraphProto,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts';

/** One operator of a graph, named like its first output; an output named '' is left out. */
export function makeNode(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  domain = '',
): NodeProto {
  return create(NodeProtoSchema, {
    opType: operator,
    input: [...inputs],
    output: [...outputs],
    name: outputs.find((output) => output !== '') ?? '',
    domain,
    attribute: Object.entries(attributes).map(([name, value]) => makeAttribute(name, value)),
  });
}

/** A float32 tensor that is stored in the file. */
export function makeFloats(
  name: string,
  shape: readonly number[],
  values: ArrayLike<number>,
): TensorProto {
  const raw = new DataView(new ArrayBuffer(values.length * 4));
  for (let index = 0; index < values.length; index++) {
    raw.setFloat32(index * 4, values[index] ?? 0, true);
  }
  return makeTensor(name, dataTypes.float, shape, raw);
}

/** A list of int64, or one of them as a scalar (`shape` `[]`), that is stored in the file. */
export function makeIntegers(
  name: string,
  values: readonly number[],
  shape: readonly number[] = [values.length],
): TensorProto {
  const raw = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, index) => {
    raw.setBigInt64(index * 8, BigInt(value), true);
  });
  return makeTensor(name, dataTypes.int64, shape, raw);
}

/** The declaration of an input or output, float32 where no other type is named. */
export function makeDeclaration(
  name: string,
  shape: Shape,
  documentation = '',
  type: number = dataTypes.float,
): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    docString: documentation,
    type: {
      value: {
        case: 'tensorType',
        value: { elemType: type, shape: { dim: shape.map(dimensionOf) } },
      },
    },
  });
}

/** What a graph, or the body of a loop, consists of. */
export interface GraphParts {
  readonly name: string;
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  readonly nodes: readonly NodeProto[];
  readonly initializers?: readonly TensorProto[];
}

/** The message of a graph. */
export function makeGraph(parts: GraphParts): GraphProto {
  return create(GraphProtoSchema, {
    name: parts.name,
    input: [...parts.inputs],
    output: [...parts.outputs],
    node: [...parts.nodes],
    initializer: [...(parts.initializers ?? [])],
  });
}

function makeTensor(
  name: string,
  dataType: number,
  shape: readonly number[],
  raw: DataView<ArrayBuffer>,
): TensorProto {
  const rawData = new Uint8Array(raw.buffer);
  return create(TensorProtoSchema, { name, dataType, dims: shape.map(BigInt), rawData });
}

function dimensionOf(length: Dimension) {
  return typeof length === 'number'
    ? { value: { case: 'dimValue' as const, value: BigInt(length) } }
    : { value: { case: 'dimParam' as const, value: length } };
}
