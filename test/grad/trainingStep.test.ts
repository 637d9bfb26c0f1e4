import { expect, test } from 'vitest';
import { sizeOf } from '../../src/base/sizeOf.ts';
import { lossGraph } from '../../src/compile/compileModel.ts';
import { updateRule } from '../../src/compile/updateRule.ts';
import { trainingStep, type UpdateRule } from '../../src/grad/trainingStep.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';

const optimizer = { ...defaultOptimizers.adam, decay: { ...defaultOptimizers.adamw.decay } };
const model = smallModel({ layers: [recurrent('lstm'), linear], train: { optimizer } });
const total = model.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

function wave(...shape: number[]): Float64Tensor {
  return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i + 1)) };
}

/** One step of a rule from the same parameters and data. */
function run(rule: UpdateRule) {
  const graph = trainingStep(lossGraph(model), rule);
  const slots = Object.fromEntries(
    rule.optimizer.slots.map((slot) => [slot, { shape: [total], data: new Float64Array(total) }]),
  );
  const scalars = { rate: wave(), step: { shape: [], data: Float64Array.of(1) } };
  const batch = { x: wave(5, 3, 2), y: wave(3, 1) };
  return {
    graph,
    results: evaluate(graph, { parameters: wave(total), ...slots, ...scalars, ...batch }),
  };
}

test('trainingStep() leaves parameters that are not trained as they are, and computes nothing for them', () => {
  const rule = updateRule(model);
  const isTrained = model.parameters.map(({ layer }) => layer === 'linear.0');
  const frozen: UpdateRule = {
    ...rule,
    trainable: rule.trainable.map(({ size }, index) => ({ size, value: isTrained[index] ?? true })),
  };
  const whole = run(rule);
  const partly = run(frozen);
  for (const [index, { offset, shape }] of model.parameters.entries()) {
    const piece = (tensor?: Float64Tensor) => tensor?.data.slice(offset, offset + sizeOf(shape));
    const before = piece(wave(total));
    expect(piece(whole.results['next.parameters'])).not.toEqual(before);
    expect(piece(partly.results['next.parameters'])).toEqual(
      isTrained[index] ? piece(whole.results['next.parameters']) : before,
    );
  }
  expect(partly.results.gradient_norm?.data[0]).toBeLessThan(
    whole.results.gradient_norm?.data[0] ?? 0,
  );
  const loops = (graph: typeof whole.graph) => graph.nodes.filter(({ kind }) => kind === 'scan');
  expect([loops(whole.graph).length, loops(partly.graph).length]).toEqual([2, 1]);
});
