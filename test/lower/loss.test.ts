import { describe, expect, test } from 'vitest';
import type { DataShape, OutputShape } from '../../src/data/dataShape.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { lowerLoss } from '../../src/lower/loss.ts';
import { checkGradients } from '../grad/finiteDifferences.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const crossEntropy = (logits: readonly number[], target: number) =>
  -Math.log(Math.exp(logits[target] ?? 0) / logits.reduce((sum, x) => sum + Math.exp(x), 0));
const binaryCrossEntropy = (logit: number, flag: number) =>
  -Math.log(flag ? sigmoid(logit) : 1 - sigmoid(logit));

/** Two steps of two sequences, two values each. */
const logits = [0.5, -1, 2, 0.25, -0.5, 1.5, 3, -2];
const pairs = [logits.slice(0, 2), logits.slice(2, 4), logits.slice(4, 6), logits.slice(6)];

interface LossCase {
  readonly y: readonly number[];
  /** Of each step of each sequence. */
  readonly each: readonly number[];
}

/** The formulas once more, on plain numbers. */
const cases: Readonly<Record<OutputShape['kind'], LossCase>> = {
  values: {
    y: [1, 2, 3, 4, 5, 6, 7, 8],
    // The mean over the values of a step.
    each: pairs.map(
      ([a = 0, b = 0], step) => ((a - (2 * step + 1)) ** 2 + (b - (2 * step + 2)) ** 2) / 2,
    ),
  },
  classes: {
    y: [0, 1, 1, 0],
    each: pairs.map((pair, step) => crossEntropy(pair, [0, 1, 1, 0][step] ?? 0)),
  },
  flags: {
    y: [0, 1, 1, 1, 0, 0, 1, 0],
    each: pairs.map(
      ([a = 0, b = 0], step) =>
        binaryCrossEntropy(a, [0, 1, 0, 1][step] ?? 0) +
        binaryCrossEntropy(b, [1, 1, 0, 0][step] ?? 0),
    ),
  },
};

const kinds = Object.keys(cases) as OutputShape['kind'][];

describe('lowerLoss', () => {
  test.each(kinds)('%s: the mean of the formula over all outputs', (kind) => {
    const { y, each } = cases[kind];
    const mean = each.reduce((sum, value) => sum + value, 0) / 4;
    expect(lossOf(kind, logits, y)).toBeCloseTo(mean, 12);
    // The same as outputs after the last step.
    const last = evaluate(graphOf(kind, 'last'), {
      prediction: { shape: [4, 2], data: Float64Array.from(logits) },
      y: { shape: y.length === 4 ? [4] : [4, 2], data: Float64Array.from(y) },
    });
    expect(last.loss?.data[0]).toBeCloseTo(mean, 12);
  });

  test.each(kinds)('%s: what is not counted may be NaN on both sides', (kind) => {
    const { y, each } = cases[kind];
    const counted = [1, 0, 1, 0];
    const spoilt = (values: readonly number[]) =>
      values.map((value, index) =>
        counted[Math.floor((index * 4) / values.length)] ? value : NaN,
      );
    const loss = lossOf(kind, spoilt(logits), spoilt(y), counted);
    expect(loss).toBeCloseTo(((each[0] ?? 0) + (each[2] ?? 0)) / 2, 12);
    expect(lossOf(kind, logits, y, [0, 0, 0, 0])).toBe(0);
  });

  test.each(kinds)('%s: no gradient reaches what is not counted', (kind) => {
    const graph = differentiate(graphOf(kind, 'every', true), 'loss', ['prediction']);
    const inputs = inputsOf(kind, [NaN, NaN, ...logits.slice(2)], cases[kind].y, [0, 1, 1, 1]);
    const gradient = [...(evaluate(graph, inputs)['gradient.prediction']?.data ?? [])];
    expect(gradient.slice(0, 2).map(Math.abs)).toEqual([0, 0]);
    expect(gradient.slice(2).every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
  });

  test.each(['classes', 'flags'] as const)('%s: large logits do not overflow', (kind) => {
    const large = logits.map((value) => 1e4 * value);
    expect(lossOf(kind, large, cases[kind].y)).toBeLessThan(1e5);
  });

  test.each(kinds)('%s: the gradient is that of finite differences', (kind) => {
    const { y } = cases[kind];
    const b = new GraphBuilder();
    const prediction = b.input('prediction', ['T', 'B', 2]);
    const { value, inputs } = lowerLoss(b, shapeOf(kind, 'every'), prediction);
    const graph = b.finish('loss', [{ name: 'loss', value }], [prediction, ...inputs]);
    const { prediction: given, y: wanted } = inputsOf(kind, logits, y);
    // Classes are places, between which there is nothing.
    checkGradients(
      graph,
      { prediction: given, y: wanted },
      kind === 'classes' ? ['prediction'] : undefined,
    );
  });
});

function shapeOf(
  kind: OutputShape['kind'],
  steps: OutputShape['steps'],
  ragged = false,
): DataShape {
  const output = { kind, names: ['a', 'b'], horizon: 1, steps, skip: 0 };
  return { input: { kind: 'values', names: ['x'] }, output, ragged };
}

function graphOf(kind: OutputShape['kind'], steps: OutputShape['steps'], ragged = false): Graph {
  const b = new GraphBuilder();
  const prediction = b.input('prediction', steps === 'every' ? ['T', 'B', 2] : ['B', 2]);
  const { value, inputs } = lowerLoss(b, shapeOf(kind, steps, ragged), prediction);
  return b.finish('loss', [{ name: 'loss', value }], [prediction, ...inputs]);
}

function inputsOf(
  kind: OutputShape['kind'],
  prediction: readonly number[],
  y: readonly number[],
  weights: readonly number[] = [],
) {
  return {
    prediction: { shape: [2, 2, 2], data: Float64Array.from(prediction) },
    y: { shape: kind === 'classes' ? [2, 2] : [2, 2, 2], data: Float64Array.from(y) },
    weights: { shape: [2, 2], data: Float64Array.from(weights) },
  };
}

function lossOf(
  kind: OutputShape['kind'],
  prediction: readonly number[],
  y: readonly number[],
  weights?: readonly number[],
): number {
  const graph = graphOf(kind, 'every', weights !== undefined);
  return evaluate(graph, inputsOf(kind, prediction, y, weights)).loss?.data[0] ?? NaN;
}
