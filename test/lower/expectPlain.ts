import { expect } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { createRandom } from '../../src/base/random.ts';
import type { Cell, CellSizes } from '../../src/cells/cell.ts';
import { widthOf } from '../../src/cells/sizes.ts';
import { cellLossGraph, cellTensors } from '../../src/compile/cellLoss.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { verifyGraph } from '../../src/graph/verifyGraph.ts';
import { type Parameters, randomParameters, runCell } from '../cells/runCell.ts';
import { randomInputs } from '../grad/finiteDifferences.ts';
import { relativeError } from './cellCase.ts';

type Inputs = Record<string, Float64Tensor>;

/**
 * Checks that a cell's graph, as lowered and as split, gives what the plain equations give: several
 * sequences at once, random parameters and initial states. Returns the graph and its inputs.
 */
export function expectPlain(
  cell: Cell,
  seed: number,
  tolerance: number,
  sizes: CellSizes = { input: 3, hidden: 2 },
) {
  const graph = cellLossGraph(cell, sizes);
  const { uniform } = createRandom(seed, 'parameters');
  const parameters = randomParameters(cell, sizes, uniform);
  const given = Object.entries(parameters).map(
    ([name, { shape, data }]) =>
      [cellTensors.parameter(name), { shape, data: Float64Array.from(data) }] as const,
  );
  const inputs: Inputs = { ...randomInputs(graph, seed), ...Object.fromEntries(given) };
  const expected = plainValues(cell, parameters, inputs, sizes);
  for (const variant of [graph, splitLoops(graph)]) {
    verifyGraph(variant);
    const actual = evaluate(variant, inputs);
    for (const [name, values] of Object.entries(expected)) {
      const error = relativeError(actual[name]?.data ?? [], Float64Array.from(values));
      expect(error, name).toBeLessThan(tolerance);
    }
  }
  return { graph, inputs };
}

/** The output at every step and the last states, as the graph names and lays them out. */
function plainValues(
  cell: Cell,
  parameters: Parameters,
  inputs: Inputs,
  sizes: CellSizes,
): Readonly<Record<string, number[]>> {
  const x = present(inputs[cellTensors.x], 'the input');
  const [steps = 0, batch = 0, width = 0] = x.shape;
  const rowOf = (data: ArrayLike<number>, row: number, length: number) =>
    Array.from({ length }, (_, index) => data[row * length + index] ?? 0);
  const sequences = Array.from({ length: batch }, (_, place) => {
    const xs = Array.from({ length: steps }, (__, t) => rowOf(x.data, t * batch + place, width));
    const initial = cell.states.map(({ name }) => {
      const { data } = present(inputs[cellTensors.initial(name)], name);
      return [name, rowOf(data, place, widthOf(cell, name, sizes))] as const;
    });
    return runCell(cell, parameters, sizes, xs, Object.fromEntries(initial));
  });
  const valuesAt = (name: string, step: number) =>
    sequences.flatMap((values) => [...present(values.at(step)?.get(name), name)]);
  return {
    [cellTensors.output]: Array.from({ length: steps }, (_, step) =>
      valuesAt(cell.output, step),
    ).flat(),
    ...Object.fromEntries(
      cell.states.map(({ name }) => [cellTensors.final(name), valuesAt(name, -1)]),
    ),
  };
}
