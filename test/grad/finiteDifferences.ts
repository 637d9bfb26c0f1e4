import { expect } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, NodeOf } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';

/** Lengths of the named dimensions in these tests. */
const lengths: Readonly<Record<string, number>> = { T: 4, B: 3 };

/** Random inputs for a graph, in `[low, high]`. */
export function randomInputs(graph: Graph, seed: number, low = -1, high = 1) {
  const random = createRandom(seed, 'inputs');
  return Object.fromEntries(
    graph.inputs.map((input) => {
      const { name, shape } = (input.node as NodeOf<'input'>).attributes;
      const dimensions = shape.map((dimension) =>
        typeof dimension === 'number' ? dimension : (lengths[dimension] as number),
      );
      const size = dimensions.reduce((product, length) => product * length, 1);
      const data = Float64Array.from({ length: size }, () => low + (high - low) * random.uniform());
      return [name, { shape: dimensions, data }];
    }),
  );
}

/**
 * Checks the derivatives of the scalar output `loss` by the named inputs, or all, against central differences, for the graph
 * as differentiated and as optimised. With a step of 1e-5 the difference quotient is right to about
 * 1e-10 for values near 1, so 1e-6 relative leaves room for large third derivatives only.
 */
export function checkGradients(
  graph: Graph,
  inputs: Record<string, Float64Tensor>,
  names = graph.inputs.map((input) => (input.node as NodeOf<'input'>).attributes.name),
): void {
  const withGradients = differentiate(graph, 'loss', names);
  const optimised = splitLoops(withGradients);
  for (const variant of [withGradients, optimised]) {
    verifyGraph(variant);
    const results = evaluate(variant, inputs);
    expect(results.loss?.data[0]).toBeCloseTo(lossOf(graph, inputs), 12);
    for (const name of names) {
      const gradient = results[`gradient.${name}`] as Float64Tensor;
      const expected = differences(graph, inputs, name);
      const scale = Math.max(1e-3, ...expected.map(Math.abs));
      expected.forEach((value, index) => {
        const error = Math.abs((gradient.data[index] as number) - value) / scale;
        expect(error, `${name}[${index}]: ${gradient.data[index]}, not ${value}`).toBeLessThan(
          1e-6,
        );
      });
    }
  }
}

function differences(graph: Graph, inputs: Record<string, Float64Tensor>, name: string): number[] {
  const step = 1e-5;
  const tensor = inputs[name] as Float64Tensor;
  return Array.from(tensor.data, (value, index) => {
    const moved = (by: number) => {
      const data = tensor.data.slice();
      data[index] = value + by;
      return lossOf(graph, { ...inputs, [name]: { ...tensor, data } });
    };
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

function lossOf(graph: Graph, inputs: Record<string, Float64Tensor>): number {
  return evaluate(graph, inputs).loss?.data[0] as number;
}
