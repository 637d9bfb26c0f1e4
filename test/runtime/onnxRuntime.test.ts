import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';

describe('createOnnxRuntime', () => {
  it('runs a model on pieces of larger vectors and gives the outputs that are asked for', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['B', 2]);
    const outputs = [
      { name: 'double', value: builder.add(x, x) },
      { name: 'square', value: builder.multiply(x, x) },
    ];
    const session = await createOnnxRuntime({ threads: 1 }).load(
      emitOnnx(builder.finish('test', outputs, [x])),
    );
    const data = Float32Array.of(9, 9, 1, 2, 3, 4, 9).subarray(2, 6);
    const all = await session.run({ x: { data, dimensions: [2, 2] } });
    expect(all).toEqual({
      double: { data: Float32Array.of(2, 4, 6, 8), dimensions: [2, 2] },
      square: { data: Float32Array.of(1, 4, 9, 16), dimensions: [2, 2] },
    });
    expect(Object.keys(await session.run({ x: { data, dimensions: [2, 2] } }, ['square']))).toEqual(
      ['square'],
    );
    await session.release();
  });

  it('refuses what is no model', async () => {
    await expect(createOnnxRuntime().load(Uint8Array.of(1, 2, 3))).rejects.toThrow();
  });
});
