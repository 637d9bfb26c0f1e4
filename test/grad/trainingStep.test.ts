import { describe, expect, test } from 'vitest';
import { sizeOf } from '../../src/base/sizeOf.ts';
import { lossGraph } from '../../src/compile/compileModel.ts';
import { updateRule } from '../../src/compile/updateRule.ts';
import { slotsOf, type UpdateRule } from '../../src/grad/applyUpdate.ts';
import { gradientStep, trainingStep, updateStep } from '../../src/grad/trainingStep.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';

const optimizer = { ...defaultOptimizers.adam, decay: defaultOptimizers.adamw.decay };
const clip = { norm: 0.1, value: undefined, per: 'all' } as const;
const model = smallModel({ layers: [recurrent('lstm'), linear], train: { optimizer, clip } });
const total = model.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
const rule = updateRule(model);

/** Numbers without a pattern in the shape. */
function wave(shape: readonly number[], start = 1): Float64Tensor {
  return {
    shape,
    data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i + start)),
  };
}

function scalar(value: number): Float64Tensor {
  return { shape: [], data: Float64Array.of(value) };
}

const start = wave([total]);
const zeros = { shape: [total], data: new Float64Array(total) };
const scalars = { rate: scalar(0.05), step: scalar(1) };

/** The slots of a rule before the first step. */
function newSlots(of: UpdateRule): Record<string, Float64Tensor> {
  return Object.fromEntries(slotsOf(of).map((slot) => [slot, zeros]));
}

/** Runs a training step on the first batch. */
function stepOnce(graph: Graph, of: UpdateRule) {
  const batch = { x: wave([5, 3, 2]), y: wave([3, 1]) };
  return evaluate(graph, { parameters: start, ...newSlots(of), ...scalars, ...batch });
}

describe('trainingStep()', () => {
  test('leaves parameters that are not trained as they are, and computes nothing for them', () => {
    const isTrained = model.parameters.map(({ layer }) => layer === 'linear.0');
    const trainable = rule.trainable.map(({ size }, i) => ({ size, value: isTrained[i] === true }));
    const whole = trainingStep(lossGraph(model), rule);
    const partly = trainingStep(lossGraph(model), { ...rule, trainable });
    const [all, some] = [stepOnce(whole, rule), stepOnce(partly, rule)];
    for (const [index, { offset, shape }] of model.parameters.entries()) {
      const piece = (tensor?: Float64Tensor) => tensor?.data.slice(offset, offset + sizeOf(shape));
      expect(piece(all['next.parameters'])).not.toEqual(piece(start));
      expect(piece(some['next.parameters'])?.join() === piece(start)?.join()).toBe(
        !isTrained[index],
      );
    }
    expect(some.gradient_norm?.data[0]).toBeLessThan(all.gradient_norm?.data[0] ?? 0);
    const loops = ({ nodes }: Graph) => nodes.filter(({ kind }) => kind === 'scan').length;
    expect([loops(whole), loops(partly)]).toEqual([2, 1]);
  });

  test('keeps the mean of the parameters that "averaging" asks for', () => {
    const averaging: UpdateRule = { ...rule, averages: true };
    const graph = trainingStep(lossGraph(model), averaging);
    const batch = { x: wave([5, 3, 2]), y: wave([3, 1]) };
    let [parameters, slots] = [start, newSlots(averaging)];
    const seen: Float64Array[] = [];
    // Not yet at the first step, then a mean of equal weights.
    for (const [index, share] of [0, 1, 1 / 2, 1 / 3].entries()) {
      const inputs = { ...scalars, step: scalar(index + 1), averaging: scalar(share) };
      const results = evaluate(graph, { parameters, ...slots, ...inputs, ...batch });
      parameters = results['next.parameters'] as Float64Tensor;
      slots = Object.fromEntries(
        Object.keys(slots).map((slot) => [slot, results[`next.${slot}`] as Float64Tensor]),
      );
      seen.push(parameters.data);
      if (index === 0) {
        expect(slots.average?.data).toEqual(zeros.data);
      } else if (index === 1) {
        expect(slots.average?.data).toEqual(parameters.data);
      }
    }
    const expected = start.data.map((_, i) => mean(seen.slice(1).map((vector) => vector[i] ?? 0)));
    expectClose(slots.average?.data, expected);
  });
});

type Results = Readonly<Record<string, Float64Tensor>>;

/** The update that follows gradients of weight 3 and 1, given together. */
function followShares(gradients: readonly Float64Tensor[], others: Results): Results {
  const [first, second] = gradients as [Float64Tensor, Float64Tensor];
  const graph = updateStep(total, rule, { gradients: 2, accumulates: false });
  const inputs = { 'gradient.0': first, 'gradient.1': second, weight: scalar(4) };
  return evaluate(graph, { ...others, ...inputs });
}

/** The same, given one after the other. */
function followBatches(gradients: readonly Float64Tensor[], others: Results): Results {
  const [first, second] = gradients as [Float64Tensor, Float64Tensor];
  const graph = updateStep(total, rule, { gradients: 1, accumulates: true });
  const once = { 'gradient.0': first, accumulated: zeros, weight: scalar(3) };
  const { 'next.accumulated': accumulated } = evaluate(graph, { ...others, ...once }) as {
    'next.accumulated': Float64Tensor;
  };
  const twice = { 'gradient.0': second, accumulated, weight: scalar(4) };
  const { 'next.accumulated': _sum, ...results } = evaluate(graph, { ...others, ...twice });
  return results;
}

function lossIn({ loss }: Results): number {
  return loss?.data[0] ?? Number.NaN;
}

describe('gradientStep() and updateStep()', () => {
  test.each([followShares, followBatches])(
    'together do what a training step on one large batch does: %o',
    (follow) => {
      const x = wave([5, 4, 2]);
      const y = wave([4, 1]);
      const whole = evaluate(trainingStep(lossGraph(model), rule), {
        parameters: start,
        ...newSlots(rule),
        ...scalars,
        x,
        y,
      });
      const step = gradientStep(lossGraph(model));
      // Sequences 0 to 2, and the last one alone.
      const [first, second] = (
        [
          [0, 3],
          [3, 4],
        ] as const
      ).map(([from, to]) =>
        evaluate(step, {
          parameters: start,
          weight: scalar(to - from),
          x: sequences(x, 1, from, to),
          y: sequences(y, 0, from, to),
        }),
      ) as [Results, Results];
      const loss = (3 * lossIn(first) + lossIn(second)) / 4;
      const others = { parameters: start, ...newSlots(rule), ...scalars };
      const gradients = [first, second].map(({ gradient }) => gradient as Float64Tensor);
      const results = follow(gradients, others);
      expect(loss).toBeCloseTo(lossIn(whole), 12);
      for (const [name, { data }] of Object.entries(results)) {
        expectClose(whole[name]?.data, data);
      }
    },
  );

  test('leave the parameters where nothing was counted', () => {
    const plain = updateRule(smallModel({ layers: [recurrent('lstm'), linear] }));
    const results = evaluate(updateStep(total, plain, { gradients: 1, accumulates: false }), {
      parameters: start,
      'gradient.0': zeros,
      weight: scalar(0),
      ...scalars,
    });
    expect(results['next.parameters']?.data).toEqual(start.data);
  });
});

/** Some of the sequences of a batch; `axis` is that of the batch. */
function sequences({ shape, data }: Float64Tensor, axis: 0 | 1, from: number, to: number) {
  const count = shape[axis] as number;
  const size = sizeOf(shape.slice(axis + 1));
  const kept = data.filter((_, i) => {
    const place = Math.floor(i / size) % count;
    return place >= from && place < to;
  });
  return { shape: shape.map((length, i) => (i === axis ? to - from : length)), data: kept };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Both are float64; only the order of sums differs. */
function expectClose(actual: Float64Array | undefined, expected: Float64Array): void {
  expect(actual?.length).toBe(expected.length);
  const errors = expected.map((value, i) => Math.abs(value - (actual?.[i] ?? Number.NaN)));
  expect(Math.max(...errors)).toBeLessThan(1e-12);
}
