import { GraphBuilder } from '../../src/graph/builder.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';

/** Rows and columns of the two matrices. */
const size = 1024;

/**
 * Additions and multiplications per millisecond of one large matrix product in ONNX Runtime with so
 * many threads, the fastest of ten: what a training step could reach at most.
 */
export async function measureProductSpeed(threads: number): Promise<number> {
  const b = new GraphBuilder();
  const [left, right] = [b.input('left', [size, size]), b.input('right', [size, size])];
  const graph = b.finish('product', [{ name: 'product', value: b.matmul(left, right) }]);
  const session = await createOnnxRuntime({ threads }).load(emitOnnx(graph));
  const tensor = { data: new Float32Array(size * size).fill(0.5), dimensions: [size, size] };
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    const before = performance.now();
    await session.run({ left: tensor, right: tensor });
    fastest = Math.min(fastest, performance.now() - before);
  }
  await session.release();
  return (2 * size ** 3) / fastest;
}
