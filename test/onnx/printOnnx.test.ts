import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { attributeTypes } from '../../src/onnx/attributes.ts';
import { dataTypes } from '../../src/onnx/dataTypes.ts';
import { ModelProtoSchema, TensorProtoSchema } from '../../src/onnx/generated/onnx_pb.ts';
import { printOnnx } from '../../src/onnx/printOnnx.ts';
import { readNumbers } from '../../src/onnx/readNumbers.ts';
import { readOnnx } from '../../src/onnx/readOnnx.ts';

type ModelContent = MessageInitShape<typeof ModelProtoSchema>;
type TensorContent = MessageInitShape<typeof TensorProtoSchema>;

const float = { case: 'tensorType', value: { elemType: dataTypes.float } } as const;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** What other programs write and we do not. */
const foreign: ModelContent = {
  irVersion: 9n,
  producerName: 'other',
  producerVersion: '2.0',
  opsetImport: [{ version: 20n }, { domain: 'ai.onnx.ml', version: 3n }],
  metadataProps: [{ key: 'notes', value: 'one\ntwo\n' }],
  graph: {
    name: 'main',
    input: [
      {
        name: 'x',
        type: {
          value: {
            case: 'tensorType',
            value: {
              elemType: dataTypes.float16,
              shape: {
                dim: [{ value: { case: 'dimParam', value: 'N' } }, {}],
              },
            },
          },
        },
      },
      {
        name: 'list',
        type: { value: { case: 'sequenceType', value: { elemType: { value: float } } } },
      },
      {
        name: 'maybe',
        type: { value: { case: 'optionalType', value: { elemType: { value: float } } } },
      },
      {
        name: 'table',
        type: { value: { case: 'mapType', value: { keyType: 7, valueType: { value: float } } } },
      },
      { name: 'strange', type: { value: { case: 'sparseTensorType', value: { elemType: 99 } } } },
    ],
    initializer: [
      {
        name: 'far',
        dims: [2n],
        dataType: 1,
        dataLocation: 1,
        externalData: [{ key: 'location', value: 'weights.bin' }],
      },
      { name: 'near', dims: [2n], dataType: 1, floatData: [0.1, 2] },
    ],
    node: [
      {
        opType: 'If',
        input: ['condition'],
        output: ['chosen'],
        attribute: [
          {
            name: 'then_branch',
            type: attributeTypes.graph,
            g: { name: 'then', node: [{ opType: 'Neg', input: ['x'], output: ['a'] }] },
          },
          { name: 'else_branch', type: attributeTypes.graph, g: { name: 'else' } },
        ],
      },
      {
        opType: 'Odd',
        domain: 'other.domain',
        input: ['x', '', 'near'],
        output: ['', 'b'],
        attribute: [
          { name: 'alpha', type: attributeTypes.float, f: 0.5 },
          { name: 'mode', type: attributeTypes.string, s: utf8('fast "one"') },
          { name: 'axes', type: attributeTypes.ints, ints: [0n, -1n] },
          { name: 'names', type: attributeTypes.strings, strings: [utf8('p'), utf8('q')] },
          {
            name: 'value',
            type: attributeTypes.tensor,
            t: { dims: [], dataType: 7, int64Data: [9n] },
          },
          { name: 'outer', type: attributeTypes.int, refAttrName: 'count' },
        ],
      },
    ],
  },
};

describe('printOnnx', () => {
  test('shows what other programs write', () => {
    const bytes = toBinary(ModelProtoSchema, create(ModelProtoSchema, foreign));
    expect(printOnnx(bytes)).toMatchInlineSnapshot(`
      "file format 9, operators onnx 20, ai.onnx.ml 3
      made by other 2.0
      metadata notes:
        | one
        | two
      graph main
        input x float16[N, ?]
        input list sequence(float)
        input maybe optional(float)
        input table map(int64, float)
        input strange sparse type 99
        stored far float[2]
        stored near float[2] = 0.1, 2
        chosen = If(condition)
          then_branch:
            graph then
              a = Neg(x)
          else_branch:
            graph else
        -, b = other.domain.Odd(x, -, near) {alpha=0.5, mode="fast \\"one\\"", axes=[0, -1], names=["p", "q"], value=int64[] = 9, outer=@count}
      "
    `);
  });

  test('has room for files without a graph', () => {
    expect(printOnnx(new Uint8Array())).toBe('file format 0, operators \nmade by \n');
  });
});

describe('readOnnx', () => {
  test('refuses bytes that are no messages', () => {
    expect(() => readOnnx(utf8('This is a text, not a model.'))).toThrow();
  });

  test('keeps fields that it does not know', () => {
    const known = toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n }));
    const bytes = Uint8Array.of(...known, 0xfa, 0x3e, 0x01, 0x07);
    expect(toBinary(ModelProtoSchema, readOnnx(bytes))).toEqual(bytes);
  });
});

describe('readNumbers', () => {
  const raw = (...bytes: readonly number[]) => Uint8Array.from(bytes);
  const cases: readonly [string, TensorContent, readonly number[] | undefined][] = [
    ['raw float', { dataType: dataTypes.float, rawData: raw(0, 0, 128, 63) }, [1]],
    ['raw double', { dataType: dataTypes.double, rawData: raw(0, 0, 0, 0, 0, 0, 240, 191) }, [-1]],
    ['raw int64', { dataType: dataTypes.int64, rawData: raw(254, ...Array(7).fill(255)) }, [-2]],
    ['raw int32', { dataType: dataTypes.int32, rawData: raw(1, 1, 0, 0) }, [257]],
    ['raw int8', { dataType: dataTypes.int8, rawData: raw(255) }, [-1]],
    ['raw bool', { dataType: dataTypes.bool, rawData: raw(1, 0) }, [1, 0]],
    ['a cut raw float', { dataType: dataTypes.float, rawData: raw(0, 0, 128, 63, 0) }, [1]],
    ['float field', { dataType: dataTypes.float, floatData: [0.5] }, [0.5]],
    ['double field', { dataType: dataTypes.double, doubleData: [0.1] }, [0.1]],
    ['int64 field', { dataType: dataTypes.int64, int64Data: [-3n] }, [-3]],
    ['bool field', { dataType: dataTypes.bool, int32Data: [1] }, [1]],
    ['texts', { dataType: dataTypes.string, stringData: [utf8('a')] }, undefined],
    ['raw short float', { dataType: dataTypes.float16, rawData: raw(0, 60) }, undefined],
    ['numbers in another file', { dataType: dataTypes.float, dataLocation: 1 }, undefined],
  ];

  test.each(cases)('reads %s', (_, content, expected) => {
    expect(readNumbers(create(TensorProtoSchema, content))).toEqual(expected);
  });
});
