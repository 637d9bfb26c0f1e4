import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { evaluationGraph, lossGraph } from '../../src/compile/compileModel.ts';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import type { Model } from '../../src/resolve/model.ts';
import { makeCell } from '../cells/runCell.ts';
import {
  type BatchSizes,
  type ModelInputs,
  modelInputs,
  oneSequence,
} from '../compile/modelInputs.ts';
import { linear, linearOf, recurrent, type SmallModel, smallModel } from '../compile/smallModel.ts';
import { relativeError } from './cellCase.ts';

/** Its output is no state, and in padding its states would grow without end. */
const growing = makeCell('s = 40 * s[t-1] + exp(W @ x)\ny = tanh(s / (1 + s))', {
  name: 'growing',
  output: 'y',
});

/** From an input of 0, which is what padding often holds, it has no gradient. */
const dividing = makeCell('h = 0.5 * h[t-1] + tanh(1 / (W @ x))', { name: 'dividing' });

const stacks: readonly [string, SmallModel][] = [
  ['lstm', { layers: [recurrent('lstm'), linear] }],
  ['gru below lstm', { layers: [recurrent('gru', 3), recurrent('lstm'), linear] }],
  ['a cell whose output is no state', { layers: [recurrent('growing'), linear] }],
  [
    'a cell that divides by its input',
    {
      layers: [
        recurrent('dividing', 3, 1, { direction: 'both' }),
        recurrent('dividing', 3, 1, { direction: 'reverse' }),
        recurrent('dividing', 3),
        linear,
      ],
    },
  ],
  ['no recurrent layer', { layers: [linearOf(3), linear] }],
  [
    'tokens and classes',
    {
      layers: [recurrent('gru'), linear],
      input: { kind: 'tokens', names: ['a', 'b', 'c'] },
      output: { kind: 'classes', names: ['yes', 'no', 'other'] },
    },
  ],
  [
    'both directions, joined and added up',
    {
      layers: [
        recurrent('lstm', 3, 2, { direction: 'both', residual: true, dropout: 0.3 }),
        recurrent('growing', 3, 1, { direction: 'both', merge: 'sum' }),
        linear,
      ],
    },
  ],
  [
    'states of several kinds and widths',
    {
      layers: [
        recurrent('qrnn', 3),
        recurrent('slstm', 3),
        recurrent('lstm', 4, 1, { options: { projection: 2 } }),
        linear,
      ],
    },
  ],
  [
    'backwards, with learned initial states and zoneout',
    {
      layers: [
        recurrent('lstm', 2, 1, { direction: 'reverse', initial_state: 'learned', zoneout: 0.2 }),
        recurrent('lstm', 2, 1, { direction: 'reverse', residual: true }),
        linear,
      ],
    },
  ],
  [
    'an embedding, a layer norm, a residual and more',
    {
      layers: [
        { kind: 'embedding', size: 4, trainable: true, init: {} },
        { kind: 'layer_norm', epsilon: 1e-5, trainable: true, init: {} },
        { kind: 'noise', deviation: 0.1 },
        recurrent('gru', 4, 2, { residual: true, recurrent_dropout: 0.2, zoneout: 0.1 }),
        { kind: 'dropout', rate: 0.5 },
        linearOf(3, 'relu'),
        linear,
      ],
      input: { kind: 'tokens', names: ['a', 'b', 'c'] },
    },
  ],
  ['flags', { layers: [recurrent('rnn'), linear], output: { kind: 'flags', names: ['p', 'q'] } }],
];

const cases = stacks.flatMap(([title, settings]) =>
  (['last', 'every'] as const).map(
    (steps) => [`${title}, output at ${steps}`, { ...settings, outputSteps: steps }] as const,
  ),
);

describe('lowerModel, sequences of unequal length', () => {
  test.each(cases)('%s: a padded batch is each sequence alone', (_, settings) => {
    const sizes = { T: 6, B: 3, lengths: [4, 6, 1] };
    const ragged = modelOf({ ...settings, ragged: true });
    const alone = modelOf(settings);
    const inputs = modelInputs(ragged, trainingGraph(ragged), sizes);
    const together = evaluate(trainingGraph(ragged), inputs);
    const single = sizes.lengths.map((_length, place) =>
      evaluate(trainingGraph(alone), oneSequence(inputs, sizes, place)),
    );
    // Only the order of sums differs.
    const tolerance = 1e-12;
    for (const name of Object.keys(together).filter((one) => one.startsWith('final.'))) {
      const expected = single.flatMap((results) => [...(results[name]?.data ?? [])]);
      expect(relativeError(expected, dataOf(together, name)), name).toBeLessThan(tolerance);
    }
    const counts = settings.outputSteps === 'every' ? sizes.lengths : [1, 1, 1];
    for (const name of ['loss', 'gradient.parameters']) {
      const expected = mean(
        single.map((results) => results[name] as Float64Tensor),
        counts,
      );
      expect(relativeError(expected, dataOf(together, name)), name).toBeLessThan(tolerance);
    }
  });

  test.each(cases)(
    '%s: the predictions of a padded batch are those of each alone',
    (_, settings) => {
      const sizes = { T: 6, B: 3, lengths: [4, 6, 1] };
      const ragged = modelOf({ ...settings, ragged: true });
      const inputs = modelInputs(ragged, evaluationGraph(ragged), sizes);
      const { prediction } = evaluate(evaluationGraph(ragged), inputs);
      sizes.lengths.forEach((_length, place) => {
        const own = oneSequence({ prediction: prediction as Float64Tensor }, sizes, place);
        const alone = evaluate(
          evaluationGraph(modelOf(settings)),
          oneSequence(inputs, sizes, place),
        );
        expect(relativeError(dataOf(alone, 'prediction'), dataOf(own, 'prediction'))).toBeLessThan(
          1e-12,
        );
      });
    },
  );

  test.each(stacks)('%s: the order of the sequences in a batch does not matter', (_, settings) => {
    const model = modelOf({ ...settings, ragged: true });
    const sizes = { T: 6, B: 3, lengths: [4, 6, 1] };
    const inputs = modelInputs(model, trainingGraph(model), sizes);
    const order = [2, 0, 1];
    const pieces = order.map((place) => oneSequence(inputs, { T: 6, B: 3 }, place));
    const turned = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, interleave(pieces, name, tensor)]),
    );
    const [before, after] = [inputs, turned].map((one) => evaluate(trainingGraph(model), one));
    for (const name of ['loss', 'gradient.parameters']) {
      const expected = dataOf(before ?? {}, name);
      expect(relativeError(after?.[name]?.data ?? [], expected), name).toBeLessThan(1e-12);
    }
  });

  test.each(stacks)('%s: with equal lengths there is no trace of masks', (_, settings) => {
    const { nodes } = splitLoops(trainingGraph(modelOf({ ...settings, outputSteps: 'last' })));
    const inner = nodes.flatMap((node) => (node.kind === 'scan' ? node.attributes.body.nodes : []));
    expect([...nodes, ...inner].filter(({ kind }) => kind === 'select')).toEqual([]);
  });
});

describe('lowerModel, carried states', () => {
  test.each([
    ['equal lengths', { T: 6, B: 3 }],
    ['unequal lengths', { T: 6, B: 3, lengths: [4, 6, 1] }],
  ])('all steps at once are single steps one after the other, %s', (_, sizes: BatchSizes) => {
    for (const [, settings] of stacks.filter(([, one]) => goesForward(one))) {
      const model = modelOf({
        ...settings,
        outputSteps: 'every',
        ragged: sizes.lengths !== undefined,
      });
      const graph = evaluationGraph(model, { carry: true });
      const inputs = modelInputs(model, graph, sizes);
      const together = evaluate(graph, inputs);
      let states: ModelInputs = {};
      const predictions: number[] = [];
      for (let step = 0; step < sizes.T; step++) {
        const results = evaluate(graph, { ...oneStep(inputs, sizes, step), ...states });
        predictions.push(...(results.prediction?.data ?? []));
        states = Object.fromEntries(
          Object.entries(results).map(([name, value]) => [
            name.replace('final.', 'initial.'),
            value,
          ]),
        );
      }
      // Without padding, in which predictions mean nothing.
      const all = { ...present(together.prediction, 'prediction') };
      const stepwise = { ...all, data: Float64Array.from(predictions) };
      for (let place = 0; place < sizes.B; place++) {
        const [one, other] = [all, stepwise].map((prediction) =>
          dataOf(oneSequence({ prediction }, sizes, place), 'prediction'),
        );
        expect(relativeError(other ?? [], one as Float64Array)).toBeLessThan(1e-12);
      }
      for (const name of Object.keys(together).filter((one) => one.startsWith('final.'))) {
        const last = states[name.replace('final.', 'initial.')]?.data ?? [];
        expect(relativeError(last, dataOf(together, name)), name).toBeLessThan(1e-12);
      }
    }
  });
});

function goesForward({ layers }: SmallModel): boolean {
  return layers.every((layer) => layer.kind !== 'recurrent' || layer.direction === 'forward');
}

function modelOf(settings: SmallModel): Model {
  return smallModel({ ...settings, cells: [growing, dividing] });
}

/** Single sequences as one batch again. */
function interleave(
  pieces: readonly ModelInputs[],
  name: string,
  { shape, data }: Float64Tensor,
): Float64Tensor {
  if (shape.length === 1 && shape[0] !== 3) {
    return { shape, data };
  }
  const isOverTime = shape[0] === 6 && shape[1] === 3;
  const width = data.length / (isOverTime ? 18 : 3);
  const steps = isOverTime ? 6 : 1;
  const rows = Array.from({ length: steps }, (_, step) =>
    pieces.flatMap((piece) => [...dataOf(piece, name).subarray(step * width, (step + 1) * width)]),
  );
  return { shape, data: Float64Array.from(rows.flat()) };
}

function dataOf(tensors: ModelInputs, name: string): Float64Array {
  return present(tensors[name], name).data;
}

/** Loss, gradient and final states, as a training step computes them. */
function trainingGraph(model: Model): Graph {
  const carry = model.layers.every(
    (layer) => layer.kind !== 'recurrent' || layer.direction === 'forward',
  );
  return splitLoops(differentiate(splitLoops(lossGraph(model, { carry })), 'loss', ['parameters']));
}

function mean(tensors: readonly Float64Tensor[], counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const [first] = tensors;
  return Array.from(first?.data ?? [], (_, index) =>
    tensors.reduce(
      (sum, { data }, place) => sum + ((data[index] ?? NaN) * (counts[place] ?? 0)) / total,
      0,
    ),
  );
}

/** One time step of a batch. */
function oneStep(inputs: ModelInputs, { T, B }: BatchSizes, step: number): ModelInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => {
      const length = data.length / T;
      return shape[0] === T && shape[1] === B
        ? [
            name,
            { shape: [1, ...shape.slice(1)], data: data.slice(step * length, (step + 1) * length) },
          ]
        : [name, { shape, data }];
    }),
  );
}
