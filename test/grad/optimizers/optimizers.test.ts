import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.ts';
import { makeOptimizer, type OptimizerSettings } from '../../../src/grad/optimizers/optimizers.ts';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { evaluate, type Float64Tensor } from '../../../src/graph/evaluate.ts';

/** What a reference keeps of one parameter between steps. */
type Memory = Record<'buffer' | 'mean' | 'square' | 'average', number>;

/** The new value of one parameter: PyTorch's documented algorithm, step by step. */
type Reference = (theta: number, g: number, memory: Memory, t: number) => number;

const rate = 0.05;

function sgd(options: { momentum: number; nesterov: boolean; decay: number }): Reference {
  return (theta, raw, memory, t) => {
    const g = raw + options.decay * theta;
    memory.buffer = t === 1 ? g : options.momentum * memory.buffer + g;
    const direction = options.nesterov ? g + options.momentum * memory.buffer : memory.buffer;
    return theta - rate * (options.momentum === 0 ? g : direction);
  };
}

function rmsprop(options: {
  alpha: number;
  epsilon: number;
  momentum: number;
  centered: boolean;
  decay: number;
}): Reference {
  const { alpha, epsilon, momentum, centered, decay } = options;
  return (theta, raw, memory) => {
    const g = raw + decay * theta;
    memory.square = alpha * memory.square + (1 - alpha) * g ** 2;
    memory.average = memory.average + (1 - alpha) * (g - memory.average);
    const variance = centered ? memory.square - memory.average ** 2 : memory.square;
    const step = g / (Math.sqrt(variance) + epsilon);
    memory.buffer = momentum * memory.buffer + step;
    return theta - rate * (momentum > 0 ? memory.buffer : step);
  };
}

function adam(options: {
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  decoupled: boolean;
}): Reference {
  const { beta1, beta2, epsilon, decay, decoupled } = options;
  return (before, raw, memory, t) => {
    const theta = decoupled ? before * (1 - rate * decay) : before;
    const g = decoupled ? raw : raw + decay * theta;
    memory.mean = beta1 * memory.mean + (1 - beta1) * g;
    memory.square = beta2 * memory.square + (1 - beta2) * g ** 2;
    const mean = memory.mean / (1 - beta1 ** t);
    const square = memory.square / (1 - beta2 ** t);
    return theta - (rate * mean) / (Math.sqrt(square) + epsilon);
  };
}

const adamSettings = { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };
const rmspropSettings = { alpha: 0.9, epsilon: 1e-3, momentum: 0, centered: false };

const cases: readonly [string, OptimizerSettings, (decay: number) => Reference][] = [
  [
    'SGD',
    { kind: 'sgd', momentum: 0, nesterov: false },
    (decay) => sgd({ momentum: 0, nesterov: false, decay }),
  ],
  [
    'SGD with momentum',
    { kind: 'sgd', momentum: 0.9, nesterov: false },
    (decay) => sgd({ momentum: 0.9, nesterov: false, decay }),
  ],
  [
    'SGD with Nesterov momentum',
    { kind: 'sgd', momentum: 0.9, nesterov: true },
    (decay) => sgd({ momentum: 0.9, nesterov: true, decay }),
  ],
  [
    'RMSprop',
    { kind: 'rmsprop', ...rmspropSettings },
    (decay) => rmsprop({ ...rmspropSettings, decay }),
  ],
  [
    'RMSprop with momentum',
    { kind: 'rmsprop', ...rmspropSettings, momentum: 0.7 },
    (decay) => rmsprop({ ...rmspropSettings, momentum: 0.7, decay }),
  ],
  [
    'RMSprop, centered, with momentum',
    { kind: 'rmsprop', ...rmspropSettings, momentum: 0.7, centered: true },
    (decay) => rmsprop({ ...rmspropSettings, momentum: 0.7, centered: true, decay }),
  ],
  [
    'Adam',
    { kind: 'adam', ...adamSettings },
    (decay) => adam({ ...adamSettings, decay, decoupled: false }),
  ],
  [
    'AdamW',
    { kind: 'adamw', ...adamSettings },
    (decay) => adam({ ...adamSettings, decay, decoupled: true }),
  ],
];

/** The decay of each stretch: alike, alike, none, other. */
const stretches = [
  { size: 2, value: 0.1 },
  { size: 1, value: 0.1 },
  { size: 3, value: 0 },
  { size: 1, value: 0.3 },
];
const decays = stretches.flatMap(({ size, value }) => Array<number>(size).fill(value));

/** A graph `parameters, gradient, rate, step, slots → next.parameters, next.<slot>`. */
function updateGraph(settings: OptimizerSettings) {
  const { slots: names, apply } = makeOptimizer(settings, stretches);
  const b = new GraphBuilder();
  const parameters = b.input('parameters', [decays.length]);
  const gradient = b.input('gradient', [decays.length]);
  const [rateInput, step] = [b.input('rate', []), b.input('step', [])];
  const slots = Object.fromEntries(names.map((name) => [name, b.input(name, [decays.length])]));
  const { update, slots: next } = apply(b, gradient, { parameters, rate: rateInput, step, slots });
  const outputs = Object.entries(next).map(([name, value]) => ({ name: `next.${name}`, value }));
  const inputs = [parameters, gradient, rateInput, step, ...Object.values(slots)];
  const graph = b.finish(
    'update',
    [{ name: 'next.parameters', value: b.add(parameters, update) }, ...outputs],
    inputs,
  );
  return { graph, names };
}

describe('makeOptimizer()', () => {
  test.each(cases)('%s follows its rule for twenty steps, with decay by parameter', (...row) => {
    const [, settings, makeReference] = row;
    const { graph, names } = updateGraph(settings);
    const random = createRandom(3, 'gradients');
    const draw = () => vector(decays.map(() => random.normal()));
    let parameters = draw();
    let slots = Object.fromEntries(names.map((name) => [name, vector(decays.map(() => 0))]));
    let expected = [...parameters.data];
    const memories = decays.map((): Memory => ({ buffer: 0, mean: 0, square: 0, average: 0 }));
    for (let t = 1; t <= 20; t++) {
      const gradient = draw();
      const scalars = { rate: scalar(rate), step: scalar(t) };
      const results = evaluate(graph, { parameters, gradient, ...scalars, ...slots });
      parameters = results['next.parameters'] as Float64Tensor;
      slots = Object.fromEntries(names.map((name) => [name, results[`next.${name}`]])) as never;
      expected = expected.map((theta, i) =>
        makeReference(decays[i] ?? 0)(theta, gradient.data[i] ?? 0, memories[i] as Memory, t),
      );
      const errors = expected.map((value, i) => Math.abs(value - (parameters.data[i] ?? 0)));
      // Both are float64; the order of operations differs.
      expect(Math.max(...errors)).toBeLessThan(1e-12);
    }
  });

  test('RMSprop, centered, stays finite where the gradient never changes', () => {
    const { graph } = updateGraph({ kind: 'rmsprop', ...rmspropSettings, centered: true });
    let slots = { square: vector(decays.map(() => 0)), mean: vector(decays.map(() => 0)) };
    const gradient = vector(decays.map((_, i) => 0.1 * i + 0.3));
    for (let t = 1; t <= 400; t++) {
      const parameters = vector(decays.map(() => 0));
      const scalars = { rate: scalar(rate), step: scalar(t) };
      const results = evaluate(graph, { parameters, gradient, ...scalars, ...slots });
      slots = {
        square: results['next.square'] as Float64Tensor,
        mean: results['next.mean'] as Float64Tensor,
      };
      expect(results['next.parameters']?.data.every(Number.isFinite)).toBe(true);
    }
  });
});

function vector(values: readonly number[]): Float64Tensor {
  return { shape: [values.length], data: Float64Array.from(values) };
}

function scalar(value: number): Float64Tensor {
  return { shape: [], data: Float64Array.of(value) };
}
