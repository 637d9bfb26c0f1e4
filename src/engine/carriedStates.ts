import { concatenate } from '../base/concatenate.ts';
import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Graph } from '../graph/graph.ts';

/** An input `initial.<layer>.<state>` of a program: a state `[B, size]` before the first time step. */
export interface StateInput {
  readonly name: string;
  readonly size: number;
}

const [initial, final] = ['initial.', 'final.'];

/** The states that a program takes and gives so that they can go on from stretch to stretch. */
export function stateInputs({ inputs }: Graph): readonly StateInput[] {
  return inputs.flatMap(({ node, shape }) =>
    node.kind === 'input' && node.attributes.name.startsWith(initial)
      ? [{ name: node.attributes.name, size: shape[1] as number }]
      : [],
  );
}

/** The outputs that hold those states after the last time step. */
export function finalNames(states: readonly StateInput[]): readonly string[] {
  return states.map(({ name }) => final + name.slice(initial.length));
}

/** States before a sequence begins. */
export function zeroStates(states: readonly StateInput[], batch: number): Record<string, Tensor> {
  return Object.fromEntries(
    states.map(({ name, size }) => [
      name,
      { data: new Float32Array(batch * size), dimensions: [batch, size] },
    ]),
  );
}

/** Final states as the initial states of the next stretch, of the shares of a batch together. */
export function nextStates(
  shares: readonly Readonly<Record<string, Tensor>>[],
): Record<string, Tensor> {
  const names = Object.keys(shares[0] ?? {}).filter((name) => name.startsWith(final));
  return Object.fromEntries(
    names.map((name) => [
      initial + name.slice(final.length),
      joinRows(shares.map((outputs) => present(outputs[name], name))),
    ]),
  );
}

/** The states of those sequences that go on, by their places in the batch before. */
export function statesOfRows(
  states: Readonly<Record<string, Tensor>>,
  rows: readonly number[],
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    Object.entries(states).map(
      ([
        name,
        {
          data,
          dimensions: [, size = 0],
        },
      ]) => [
        name,
        {
          data: concatenate(rows.map((row) => data.subarray(row * size, (row + 1) * size))),
          dimensions: [rows.length, size],
        },
      ],
    ),
  );
}

/** Tensors `[B, size]`, one below the other. */
function joinRows(pieces: readonly Tensor[]): Tensor {
  const rows = pieces.reduce((sum, { dimensions: [count = 0] }) => sum + count, 0);
  return {
    data: concatenate(pieces.map(({ data }) => data)),
    dimensions: [rows, ...(pieces[0]?.dimensions.slice(1) ?? [])],
  };
}
