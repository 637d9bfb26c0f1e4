import { create } from '@bufbuild/protobuf';
import { type AttributeProto, AttributeProtoSchema, type GraphProto } from './generated/onnx_pb.ts';

/** The numbers by which ONNX files name the types of attributes. */
export const attributeTypes = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
  sparseTensor: 11,
  sparseTensors: 12,
  typeProto: 13,
  typeProtos: 14,
} as const;

/** A setting of an operator, without its name. */
export type AttributeValue =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly graph: GraphProto };

/** The message of one attribute. */
export function makeAttribute(name: string, value: AttributeValue): AttributeProto {
  return create(AttributeProtoSchema, { name, ...contents(value) });
}

function contents(value: AttributeValue): Partial<Omit<AttributeProto, '$typeName'>> {
  if ('int' in value) {
    return { type: attributeTypes.int, i: BigInt(value.int) };
  }
  if ('float' in value) {
    return { type: attributeTypes.float, f: value.float };
  }
  if ('text' in value) {
    return { type: attributeTypes.string, s: utf8(value.text) };
  }
  if ('ints' in value) {
    return { type: attributeTypes.ints, ints: value.ints.map(BigInt) };
  }
  if ('floats' in value) {
    return { type: attributeTypes.floats, floats: [...value.floats] };
  }
  if ('texts' in value) {
    return { type: attributeTypes.strings, strings: value.texts.map(utf8) };
  }
  return { type: attributeTypes.graph, g: value.graph };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
