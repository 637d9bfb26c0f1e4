import type { Cell } from '../cells/cell.ts';
import { cellTensors } from '../compile/cellLoss.ts';
import {
  type GradientCheck,
  gradientTolerances,
  isWithinTolerance,
} from '../engine/checkGradients.ts';
import type { CellCase } from '../engine/randomCellCase.ts';

/** Numbers in lists, as deep as the tensor has axes. */
type Nested = number | readonly Nested[];

/**
 * Everything that a check computed: outputs, final states, loss and gradients from ONNX Runtime, and
 * under `reference` the same from the evaluator. `s` in names stands for states, in their order.
 */
export function jsonOfCellCheck(cell: Cell, numbers: CellCase, check: GradientCheck) {
  const { parameters } = cell;
  return {
    cell: cell.name,
    sizes: numbers.sizes,
    parameters: Object.fromEntries(parameters.map(({ name, shape }) => [name, shape])),
    states: numbers.states,
    ...valuesOf(cell, numbers.states, (name) => {
      const tensor = check.runtime[name];
      return nest(tensor?.dimensions ?? [], tensor?.data ?? []);
    }),
    reference: valuesOf(cell, numbers.states, (name) => {
      const tensor = check.reference[name];
      return nest(tensor?.shape ?? [], tensor?.data ?? []);
    }),
    errors: check.errors,
    tolerances: gradientTolerances,
    passed: check.errors.every(isWithinTolerance),
  };
}

function valuesOf(cell: Cell, states: readonly string[], read: (name: string) => Nested) {
  const { gradient, parameter, initial, final } = cellTensors;
  return {
    y: read(cellTensors.output),
    sT: states.map((name) => read(final(name))),
    loss: read(cellTensors.loss),
    grad_params: Object.fromEntries(
      cell.parameters.map(({ name }) => [name, read(gradient(parameter(name)))]),
    ),
    grad_x: read(gradient(cellTensors.x)),
    grad_s0: states.map((name) => read(gradient(initial(name)))),
  };
}

function nest([length, ...rest]: readonly number[], data: ArrayLike<number>): Nested {
  if (length === undefined) {
    return data[0] ?? Number.NaN;
  }
  const inner = data.length / length;
  return Array.from({ length }, (_, index) =>
    nest(rest, Array.from(data).slice(index * inner, (index + 1) * inner)),
  );
}
