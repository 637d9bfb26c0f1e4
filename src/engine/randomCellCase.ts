import { createRandom } from '../base/random.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Cell, CellSizes } from '../cells/cell.ts';
import { cellLossGraph, cellTensors } from '../compile/cellLoss.ts';
import type { Float64Tensor } from '../graph/evaluate.ts';
import type { NodeOf } from '../graph/graph.ts';

/** Numbers for a cell by itself: everything that `cellLossGraph` takes in, by `cellTensors`. */
export interface CellCase {
  readonly sizes: CellSizes;
  /** The cell's states, in the order in which the numbers were given. */
  readonly states: readonly string[];
  readonly inputs: Readonly<Record<string, Float64Tensor>>;
}

/** How long and wide the sequences of a random case are. */
export interface CaseShape {
  readonly steps: number;
  readonly batch: number;
  readonly seed: number;
}

/**
 * Random numbers for a cell, the same for the same seed: parameters small enough that values stay
 * near 1, initial states above zero so that they may be divided by, all else between -1 and 1.
 */
export function randomCellCase(cell: Cell, sizes: CellSizes, shape: CaseShape): CellCase {
  const { uniform } = createRandom(shape.seed, 'cell');
  const lengths: Readonly<Record<string, number>> = { T: shape.steps, B: shape.batch };
  const initial = new Set(cell.states.map(({ name }) => cellTensors.initial(name)));
  const parameters = new Set(cell.parameters.map(({ name }) => cellTensors.parameter(name)));
  const inputs = cellLossGraph(cell, sizes).inputs.map((input) => {
    const { name, shape: named } = (input.node as NodeOf<'input'>).attributes;
    const dimensions = named.map((it) => (typeof it === 'number' ? it : (lengths[it] ?? 1)));
    const scale = parameters.has(name) ? 1.5 / Math.sqrt(dimensions.at(-1) ?? 1) : 1;
    const draw = initial.has(name)
      ? () => 0.1 + 0.8 * uniform()
      : () => scale * (2 * uniform() - 1);
    // Numbers that float32 has, so that both sides start from the same.
    const data = Float64Array.from({ length: sizeOf(dimensions) }, () => Math.fround(draw()));
    return [name, { shape: dimensions, data }] as const;
  });
  const states = cell.states.map(({ name }) => name);
  return { sizes, states, inputs: Object.fromEntries(inputs) };
}
