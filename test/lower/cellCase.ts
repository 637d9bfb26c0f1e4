import { readFileSync } from 'node:fs';
import { present } from '../../src/base/invariant.ts';
import type { Cell, CellSizes } from '../../src/cells/cell.ts';
import { libraryTexts } from '../../src/cells/library.ts';
import { lengthsOf, widthOf } from '../../src/cells/sizes.ts';
import { planStacks } from '../../src/cells/stacks.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph, Value } from '../../src/graph/graph.ts';
import { lowerCell } from '../../src/lower/lowerCell.ts';
import { makeCell } from '../cells/runCell.ts';

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

/** Our cells with the names that the reference file has for them and for their gates. */
export const oracleNames: readonly {
  cell: string;
  entry: string;
  rename: (name: string) => string;
}[] = [
  { cell: 'rnn', entry: 'rnn_tanh', rename: (name) => name },
  { cell: 'lstm', entry: 'lstm', rename: (name) => name.replace('_g', '_z') },
  { cell: 'peephole-lstm', entry: 'lstm_peephole', rename: (name) => name.replace('_g', '_z') },
  { cell: 'gru', entry: 'gru_reset_after', rename: (name) => name },
];

/** A cell of the library, read from its file's `equations` block. */
export function libraryCell(name: string): Cell {
  const text = present(libraryTexts[name], name);
  const equations = text
    .slice(text.indexOf('equations: |') + 12)
    .replace(/^ {2}/gm, '')
    .trim();
  return makeCell(equations, { name });
}

/**
 * A cell over T steps with the loss Σ y·wY + Σ sT·wS. Inputs: every parameter by its name, `x`,
 * `s0.<state>`, `wY`, `wS.<state>`; outputs: `loss`, `y`, `sT.<state>`.
 */
export function cellGraph(cell: Cell, sizes: CellSizes): Graph {
  const b = new GraphBuilder();
  const step = lowerCell(cell, sizes, [cell.output]);
  const stacks = planStacks(cell).stacks.map(({ parameters }) =>
    b.concat(
      parameters.map(({ name, shape }) => b.input(name, lengthsOf(shape, sizes))),
      0,
    ),
  );
  const initial = step.states.map(({ name, width }) => b.input(`s0.${name}`, ['B', width]));
  const x = b.input('x', ['T', 'B', widthOf(cell, 'x', sizes)]);
  const outputs = b.applyAll('scan', [...initial, x, ...stacks], {
    body: step.body,
    states: step.states.length,
    sequences: 1,
    reverse: false,
    time: 'T',
  });
  const y = outputs[step.states.length] as Value;
  const finals = step.states.map(({ name }, index) => ({ name, value: outputs[index] as Value }));
  const terms = [
    b.sumAll(b.multiply(y, b.input('wY', y.shape))),
    ...finals.map(({ name, value }) =>
      b.sumAll(b.multiply(value, b.input(`wS.${name}`, value.shape))),
    ),
  ];
  const loss = terms.reduce((sum, term) => b.add(sum, term));
  return b.finish(cell.name, [
    { name: 'loss', value: loss },
    { name: 'y', value: y },
    ...finals.map(({ name, value }) => ({ name: `sT.${name}`, value })),
  ]);
}

/** The case's numbers under the graph's input names. */
export function caseInputs(
  cell: Cell,
  entry: OracleCase,
  rename: (name: string) => string,
): Record<string, Float64Tensor> {
  const place = (state: string) => entry.states.indexOf(state);
  return Object.fromEntries([
    ...cell.parameters.map(({ name }) => [name, toTensor(entry.params[rename(name)] as Nested)]),
    ['x', toTensor(entry.x)],
    ['wY', toTensor(entry.loss_wY)],
    ...cell.states.flatMap(({ name }) => [
      [`s0.${name}`, toTensor(entry.s0[place(name)] as Nested)],
      [`wS.${name}`, toTensor(entry.loss_wS[place(name)] as Nested)],
    ]),
  ]);
}

/** What the case says must come out, under the names of the differentiated graph's outputs. */
export function caseResults(
  cell: Cell,
  entry: OracleCase,
  rename: (name: string) => string,
): Record<string, Float64Tensor> {
  const place = (state: string) => entry.states.indexOf(state);
  return Object.fromEntries([
    ['loss', toTensor(entry.loss)],
    ['y', toTensor(entry.y)],
    ['gradient.x', toTensor(entry.grad_x)],
    ...cell.parameters.map(({ name }) => [
      `gradient.${name}`,
      toTensor(entry.grad_params[rename(name)] as Nested),
    ]),
    ...cell.states.flatMap(({ name }) => [
      [`sT.${name}`, toTensor(entry.sT[place(name)] as Nested)],
      [`gradient.s0.${name}`, toTensor(entry.grad_s0[place(name)] as Nested)],
    ]),
  ]);
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
