import { present } from '../base/invariant.ts';
import { createRandom, permutation } from '../base/random.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Cell } from '../cells/cell.ts';
import { cellGradientGraph, cellLossGraph, cellTensors } from '../compile/cellLoss.ts';
import { evaluate, type Float64Tensor } from '../graph/evaluate.ts';
import type { Graph } from '../graph/graph.ts';
import { emitOnnx } from '../onnx/emitOnnx.ts';
import type { Runtime } from './ports.ts';
import type { CellCase } from './randomCellCase.ts';

/** What a cell computes, twice, and how far apart ways of computing it are. */
export interface GradientCheck {
  /** By the names of `cellTensors`: loss, output, final states and the gradients of all inputs. */
  readonly runtime: Readonly<Record<string, Tensor>>;
  /** The same from the evaluator, in float64. */
  readonly reference: Readonly<Record<string, Float64Tensor>>;
  readonly errors: readonly TensorError[];
}

/**
 * How far off one tensor is, relative to its largest number, or to a hundredth of the largest number
 * in all gradients where that is larger.
 */
export interface TensorError {
  /** As in `cellTensors`: `output`, `gradient.parameter.W_i`. */
  readonly name: string;
  /** Of ONNX Runtime, against the evaluator. */
  readonly runtime: number;
  /** Of the evaluator's gradient, against central differences; `undefined` for what is none. */
  readonly differences: number | undefined;
}

/** What errors may be. */
export const gradientTolerances = {
  /** Float32 has 6e-8; sums of many terms and many steps lose some of it. */
  runtime: 2e-5,
  /** Differences with a step of 1e-5 are right to about 1e-10 where the loss is near 1. */
  differences: 1e-6,
} as const;

/**
 * Differentiates a cell and holds the gradients by all its inputs against central finite differences
 * in float64, and everything it computes in ONNX Runtime against the evaluator. Of large tensors
 * some elements are compared with differences.
 */
export async function checkGradients(
  runtime: Runtime,
  cell: Cell,
  { sizes, inputs }: CellCase,
): Promise<GradientCheck> {
  const forward = cellLossGraph(cell, sizes);
  const byInputs = inputsOf(cell);
  const graph = cellGradientGraph(forward, byInputs);
  const reference = evaluate(graph, inputs);
  const computed = await runOnnx(runtime, graph, inputs);
  // A gradient that is small because larger ones cancel each other is rounded as those are.
  const small = 1e-2 * largestGradient(reference, byInputs);
  const errors = Object.entries(reference).map(([name, expected]): TensorError => {
    const input = byInputs.find((it) => cellTensors.gradient(it) === name);
    const { data } = present(computed[name], name);
    if (input === undefined) {
      // The terms of a loss may cancel each other; rounding is relative to them.
      const least = name === cellTensors.loss ? sumOfTerms(cell, inputs, reference) : 0;
      return { name, runtime: relativeError(expected.data, data, least), differences: undefined };
    }
    return {
      name,
      runtime: relativeError(expected.data, data, small),
      differences: differenceError(forward, inputs, input, expected, small),
    };
  });
  return { runtime: computed, reference, errors };
}

/** Whether every error is within its tolerance; what is no number is not. */
export function isWithinTolerance({ runtime, differences = 0 }: TensorError): boolean {
  return runtime <= gradientTolerances.runtime && differences <= gradientTolerances.differences;
}

/** What a loss is differentiated by. */
function inputsOf(cell: Cell): readonly string[] {
  return [
    ...cell.parameters.map(({ name }) => cellTensors.parameter(name)),
    cellTensors.x,
    ...cell.states.map(({ name }) => cellTensors.initial(name)),
  ];
}

async function runOnnx(
  runtime: Runtime,
  graph: Graph,
  inputs: CellCase['inputs'],
): Promise<Record<string, Tensor>> {
  const session = await runtime.load(emitOnnx(graph), 'occasional');
  try {
    return await session.run(
      Object.fromEntries(
        Object.entries(inputs).map(([name, { data, shape }]) => [
          name,
          { data: Float32Array.from(data), dimensions: shape },
        ]),
      ),
    );
  } finally {
    await session.release();
  }
}

function largestGradient(reference: GradientCheck['reference'], inputs: readonly string[]): number {
  const tensors = inputs.map((input) => present(reference[cellTensors.gradient(input)], input));
  return Math.max(...tensors.map(({ data }) => largest(data)));
}

/** What the loss would be if all its terms were positive. */
function sumOfTerms(
  cell: Cell,
  inputs: CellCase['inputs'],
  reference: GradientCheck['reference'],
): number {
  const pairs = [
    [cellTensors.output, cellTensors.outputWeight],
    ...cell.states.map(({ name }) => [cellTensors.final(name), cellTensors.finalWeight(name)]),
  ] as const;
  return pairs
    .flatMap(([value = '', weight = '']) => {
      const { data } = present(inputs[weight], weight);
      return Array.from(present(reference[value], value).data, (it, i) => it * (data[i] ?? 0));
    })
    .reduce((sum, term) => sum + Math.abs(term), 0);
}

function largest(values: Iterable<number>): number {
  let result = 0;
  for (const value of values) {
    result = Math.max(result, Math.abs(value));
  }
  return result;
}

/** The largest difference relative to the largest expected number, `least` where that is tiny. */
function relativeError(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
  least: number,
): number {
  const scale = Math.max(largest(Array.from(expected)), least) || 1;
  return Array.from(expected).reduce((error, value, index) => {
    const difference = Math.abs(value - (actual[index] ?? Number.NaN)) / scale;
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(error, difference);
  }, 0);
}

/** Elements of one tensor that are compared: each costs two forward passes. */
const mostElements = 32;

function differenceError(
  forward: Graph,
  inputs: CellCase['inputs'],
  input: string,
  gradient: Float64Tensor,
  least: number,
): number {
  const { data, shape } = present(inputs[input], input);
  const elements = permutation(createRandom(1, input), data.length).slice(0, mostElements);
  const differences = elements.map((element) => {
    const value = data[element] as number;
    const step = 1e-5 * Math.max(1, Math.abs(value));
    const lossAt = (moved: number) => {
      const changed = data.slice();
      changed[element] = moved;
      const results = evaluate(forward, { ...inputs, [input]: { data: changed, shape } });
      return present(results[cellTensors.loss]?.data[0], 'the loss');
    };
    return (lossAt(value + step) - lossAt(value - step)) / (2 * step);
  });
  const expected = elements.map((element) => gradient.data[element] as number);
  return relativeError(expected, differences, Math.max(least, largest(gradient.data)));
}
