import { readFileSync } from 'node:fs';
import { present } from '../../src/base/invariant.ts';
import type { Cell } from '../../src/cells/cell.ts';
import { cellTensors } from '../../src/compile/cellLoss.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import type { OracleCell } from './oracleCells.ts';

/** Numbers in brackets, as deep as the tensor has axes. */
export type Nested = number | readonly Nested[];

/** One cell's reference numbers, all computed in float64. */
export interface OracleCase {
  readonly T: number;
  readonly B: number;
  readonly I: number;
  readonly H: number;
  readonly states: readonly string[];
  readonly params: Readonly<Record<string, Nested>>;
  readonly x: Nested;
  readonly s0: readonly Nested[];
  readonly y: Nested;
  readonly sT: readonly Nested[];
  readonly loss_wY: Nested;
  readonly loss_wS: readonly Nested[];
  readonly loss: number;
  readonly grad_params: Readonly<Record<string, Nested>>;
  readonly grad_x: Nested;
  readonly grad_s0: readonly Nested[];
}

/** The reference numbers by the file's names. */
export const oracle = JSON.parse(
  readFileSync(new URL('../fixtures/cell-oracle.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, OracleCase>>;

/** The case's numbers under the graph's input names. */
export function caseInputs(cell: Cell, oracleCell: OracleCell): Record<string, Float64Tensor> {
  const { entry, read, place } = readCase(oracleCell);
  return Object.fromEntries([
    ...cell.parameters.map(({ name }) => [
      cellTensors.parameter(name),
      toTensor(read(name, entry.params)),
    ]),
    [cellTensors.x, toTensor(entry.x)],
    [cellTensors.outputWeight, toTensor(entry.loss_wY)],
    ...cell.states.flatMap(({ name }) => [
      [cellTensors.initial(name), toTensor(place(entry.s0, name))],
      [cellTensors.finalWeight(name), toTensor(place(entry.loss_wS, name))],
    ]),
  ]);
}

/** What the case says must come out, under the names of the differentiated graph's outputs. */
export function caseResults(cell: Cell, oracleCell: OracleCell): Record<string, Float64Tensor> {
  const { entry, read, place } = readCase(oracleCell);
  const { gradient, parameter, initial, final } = cellTensors;
  return Object.fromEntries([
    [cellTensors.loss, toTensor(entry.loss)],
    [cellTensors.output, toTensor(entry.y)],
    [gradient(cellTensors.x), toTensor(entry.grad_x)],
    ...cell.parameters.map(({ name }) => [
      gradient(parameter(name)),
      toTensor(read(name, entry.grad_params)),
    ]),
    ...cell.states.flatMap(({ name }) => [
      [final(name), toTensor(place(entry.sT, name))],
      [gradient(initial(name)), toTensor(place(entry.grad_s0, name))],
    ]),
  ]);
}

function readCase({ entry: name, read, states }: OracleCell) {
  const entry = present(oracle[name], name);
  return {
    entry,
    read: read ?? ((parameter, tensors) => present(tensors[parameter], parameter)),
    place: (values: readonly Nested[], state: string) =>
      present(values[entry.states.indexOf(states?.[state] ?? state)], state),
  } satisfies Record<string, unknown> & Pick<Required<OracleCell>, 'read'>;
}

/** The largest difference, relative to the largest expected value of the tensor. */
export function relativeError(actual: ArrayLike<number>, expected: Float64Array): number {
  const scale = Math.max(1e-12, ...expected.map(Math.abs));
  return Math.max(
    0,
    ...expected.map((value, i) => Math.abs((actual[i] as number) - value) / scale),
  );
}

export function toTensor(nested: Nested): Float64Tensor {
  const shape: number[] = [];
  for (let level = nested; typeof level !== 'number'; level = level[0] as Nested) {
    shape.push(level.length);
  }
  return { shape, data: Float64Array.from(flatten(nested)) };
}

function flatten(nested: Nested): number[] {
  return typeof nested === 'number' ? [nested] : nested.flatMap(flatten);
}
