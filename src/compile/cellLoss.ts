import { present } from '../base/invariant.ts';
import type { Cell, CellSizes } from '../cells/cell.ts';
import { lengthsOf, widthOf } from '../cells/sizes.ts';
import { differentiate } from '../grad/differentiate.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { lowerCell } from '../lower/lowerCell.ts';

/** The names of the tensors of a cell that stands by itself, as inputs and outputs of its graphs. */
export const cellTensors = {
  /** `[T, B, input]` */
  x: 'x',
  parameter: (name: string) => `parameter.${name}`,
  /** A state before the first step, `[B, width]`. */
  initial: (state: string) => `initial.${state}`,
  /** What the output at every step counts in the loss, `[T, B, width]`. */
  outputWeight: 'weight.output',
  /** What a state after the last step counts in the loss, `[B, width]`. */
  finalWeight: (state: string) => `weight.final.${state}`,
  loss: 'loss',
  /** `[T, B, width]` */
  output: 'output',
  /** A state after the last step, `[B, width]`. */
  final: (state: string) => `final.${state}`,
  /** The gradient of the loss by an input. */
  gradient: (input: string) => `gradient.${input}`,
} as const;

/**
 * A cell over T steps and B sequences by itself, with a loss that sees everything it gives out: the
 * sum of all outputs and final states, each number times a weight. See `cellTensors` for the names.
 */
export function cellLossGraph(cell: Cell, sizes: CellSizes): Graph {
  const b = new GraphBuilder();
  const { body, states, plan } = lowerCell(cell, sizes, { stacked: [cell.output] });
  const parameters = new Map(
    cell.parameters.map(({ name, shape }) => [
      name,
      b.input(cellTensors.parameter(name), lengthsOf(shape, sizes)),
    ]),
  );
  const stacks = plan.stacks.map((stack) =>
    b.concat(
      stack.parameters.map(({ name }) => present(parameters.get(name), name)),
      0,
    ),
  );
  const initial = states.map(({ name, width }) => b.input(cellTensors.initial(name), ['B', width]));
  const x = b.input(cellTensors.x, ['T', 'B', widthOf(cell, 'x', sizes)]);
  const attributes = { states: states.length, sequences: 1, reverse: false, time: 'T' };
  const values = b.applyAll('scan', [...initial, x, ...stacks], { body, ...attributes });
  const output = values[states.length] as Value;
  const finals = states.map(({ name }, index) => ({ name, value: values[index] as Value }));
  const results = [
    { value: output, weight: b.input(cellTensors.outputWeight, output.shape) },
    ...finals.map(({ name, value }) => ({
      value,
      weight: b.input(cellTensors.finalWeight(name), value.shape),
    })),
  ];
  const loss = results
    .map(({ value, weight }) => b.sumAll(b.multiply(value, weight)))
    .reduce((sum, term) => b.add(sum, term));
  return b.finish(
    cell.name,
    [
      { name: cellTensors.loss, value: loss },
      { name: cellTensors.output, value: output },
      ...finals.map(({ name, value }) => ({ name: cellTensors.final(name), value })),
    ],
    // All of them, also those that nothing depends on: their gradients are zero.
    [...parameters.values(), ...initial, x, ...results.map(({ weight }) => weight)],
  );
}

/** The same with the gradients by these inputs, as a model's training step computes them. */
export function cellGradientGraph(forward: Graph, inputs: readonly string[]): Graph {
  return splitLoops(differentiate(splitLoops(forward), cellTensors.loss, inputs));
}
