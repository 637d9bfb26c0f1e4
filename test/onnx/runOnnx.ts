import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import type { Dimension, Graph, NodeOf } from '../../src/graph/graph.ts';
import { type EmitOptions, emitOnnx } from '../../src/onnx/emitOnnx.ts';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Float64Tensor>>;

/** Runs a model in ONNX Runtime, in float32 (and int64 inputs), once for each of `inputs`. */
export async function runOnnx(bytes: Uint8Array, inputs: readonly Tensors[]): Promise<Tensors[]> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const outputs: Tensors[] = [];
  for (const tensors of inputs) {
    const feeds = Object.fromEntries(
      session.inputMetadata.map((input) => {
        const { data, shape } = tensors[input.name] as Float64Tensor;
        const isInteger = input.isTensor && input.type === 'int64';
        const tensor = isInteger
          ? new Tensor('int64', BigInt64Array.from(data, BigInt), [...shape])
          : new Tensor('float32', Float32Array.from(data), [...shape]);
        return [input.name, tensor];
      }),
    );
    const results = Object.entries(await session.run(feeds));
    outputs.push(
      Object.fromEntries(
        results.map(([name, { data, dims }]) => [
          name,
          { data: Float64Array.from(data as Float32Array), shape: [...dims] },
        ]),
      ),
    );
  }
  await session.release();
  return outputs;
}

/** Checks shapes and values: the largest difference against the largest value. */
export function expectClose(actual: Tensors, expected: Tensors, tolerance = 1e-5): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, { data, shape }] of Object.entries(expected)) {
    const result = actual[name] as Float64Tensor;
    expect(result.shape, `shape of ${name}`).toEqual(shape);
    const scale = Math.max(1, ...data.map(Math.abs));
    const difference = Math.max(
      0,
      ...data.map((value, i) => Math.abs(value - (result.data[i] ?? NaN))),
    );
    expect(difference / scale, `values of ${name}`).toBeLessThan(tolerance);
  }
}

/** Random inputs for a graph, exactly representable in float32. */
export function randomInputs(
  graph: Graph,
  lengths: Readonly<Record<string, number>>,
  seed = 1,
): Tensors {
  const random = createRandom(seed, graph.name);
  return Object.fromEntries(
    graph.inputs.map((input) => {
      const { name } = (input.node as NodeOf<'input'>).attributes;
      return [
        name,
        randomTensor(
          input.shape.map((length) => lengthOf(length, lengths)),
          random.normal,
        ),
      ];
    }),
  );
}

/** A tensor of numbers that `draw` gives, rounded to float32. */
export function randomTensor(shape: readonly number[], draw: () => number): Float64Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { shape, data: Float64Array.from({ length: size }, () => Math.fround(draw())) };
}

/** The graph in ONNX Runtime gives what the float64 evaluator gives, in one session for all sizes. */
export async function expectSameAsEvaluator(
  graph: Graph,
  sizes: readonly Readonly<Record<string, number>>[],
  options: EmitOptions = {},
): Promise<void> {
  const inputs = sizes.map((lengths) => randomInputs(graph, lengths));
  const actual = await runOnnx(emitOnnx(graph, options), inputs);
  inputs.forEach((tensors, index) => {
    expectClose(actual[index] ?? {}, evaluate(graph, tensors));
  });
}

function lengthOf(length: Dimension, lengths: Readonly<Record<string, number>>): number {
  return typeof length === 'number' ? length : (lengths[length] as number);
}
