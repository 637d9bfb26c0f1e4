import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { collectParameters } from '../../src/engine/collectParameters.ts';
import type { LayerReport } from '../../src/protocol/parameters.ts';
import { noDataSource } from '../../src/resolve/dataSource.ts';
import { type Model, parameterCount } from '../../src/resolve/model.ts';

function modelOf(layers: string, cells = ''): Model {
  const data = 'data: {file: a.csv, inputs: [a, b], targets: [c], window: 4}';
  const { model } = analyzeSpec(
    `task: forecast\n${data}\n${cells}model: [${layers}]\n`,
    noDataSource,
  );
  if (!model) {
    throw new Error('The spec of the test is wrong');
  }
  return model;
}

/** Parameters that are 0, 1, 2 and so on. */
function reportOf(model: Model): readonly LayerReport[] {
  const parameters = Float32Array.from({ length: parameterCount(model) }, (_, index) => index);
  const report = collectParameters({ model, parameters, spec: 'a.rnn.yaml', run: undefined });
  expect(report.count).toBe(parameterCount(model));
  expect(report.layers.reduce((sum, layer) => sum + layer.count, 0)).toBe(report.count);
  for (const layer of report.layers) {
    expect(layer.tensors.reduce((sum, tensor) => sum + tensor.count, 0)).toBe(layer.count);
  }
  return report.layers;
}

/** Name, whether it is PyTorch's, shape and gates of each tensor. */
function summary({ tensors }: LayerReport): readonly string[] {
  return tensors.map(
    ({ name, inPyTorch, shapeText, blocks }) =>
      `${name} ${inPyTorch} ${shapeText} ${blocks.map(({ gate }) => gate).join(' ')}`,
  );
}

describe('collectParameters', () => {
  test('stacks an LSTM as PyTorch does and counts its layers', () => {
    const layers = reportOf(modelOf('lstm: {hidden: 3, layers: 2}, linear'));
    expect(layers.map(summary)).toEqual([
      [
        'weight_ih_l0 true [4·hidden, input] = [12, 2] i f g o',
        'weight_hh_l0 true [4·hidden, hidden] = [12, 3] i f g o',
        'bias_ih_l0 true [4·hidden] = [12] i f g o',
      ],
      [
        'weight_ih_l1 true [4·hidden, input] = [12, 3] i f g o',
        'weight_hh_l1 true [4·hidden, hidden] = [12, 3] i f g o',
        'bias_ih_l1 true [4·hidden] = [12] i f g o',
      ],
      ['weight true [output, input] = [1, 3] weight', 'bias true [output] = [1] bias'],
    ]);
    expect(layers.map(({ countFormula }) => countFormula)).toEqual([
      '4·hidden·(input + hidden + 1) = 4·3·(2 + 3 + 1) = 72',
      '4·hidden·(input + hidden + 1) = 4·3·(3 + 3 + 1) = 84',
      'output·(input + 1) = 1·(3 + 1) = 4',
    ]);
  });

  test('tells rows, roles, starts and statistics of each gate', () => {
    const [lstm] = reportOf(modelOf('lstm: {hidden: 3}, linear'));
    const [weight, , bias] = lstm?.tensors ?? [];
    expect(weight).toMatchObject({
      shape: [12, 2],
      count: 24,
      countFormula: '4·3·2 = 24',
      meaning: 'The input of this step, for every gate',
    });
    const values = [6, 7, 8, 9, 10, 11];
    expect(weight?.blocks[1]).toEqual({
      gate: 'f',
      role: 'gate',
      parameter: 'lstm.0.W_f',
      firstRow: 3,
      lastRow: 5,
      shapeText: '[hidden, input] = [3, 2]',
      initializer: 'Xavier uniform',
      statistics: {
        min: 6,
        max: 11,
        mean: 8.5,
        std: expect.closeTo(deviation(values), 10),
        norm: expect.closeTo(Math.hypot(...values), 10),
        moved: undefined,
        spectralRadius: undefined,
      },
    });
    expect(bias?.blocks.map(({ initializer, role }) => `${initializer} ${role}`)).toEqual([
      '0 gate',
      '1 gate',
      '0 candidate',
      '0 gate',
    ]);
    expect(bias?.note).toContain('bias_hh_l0');
  });

  test('keeps the second bias of a GRU apart', () => {
    const [gru] = reportOf(modelOf('gru: {hidden: 3}, linear'));
    expect(gru && summary(gru)).toEqual([
      'weight_ih_l0 true [3·hidden, input] = [9, 2] r z n',
      'weight_hh_l0 true [3·hidden, hidden] = [9, 3] r z n',
      'bias_ih_l0 true [3·hidden] = [9] r z n',
      'c_n false [hidden] = [3] n',
    ]);
    expect(gru?.countFormula).toBe(
      '3·hidden·(input + hidden + 1) + hidden = 3·3·(2 + 3 + 1) + 3 = 57',
    );
    expect(gru?.tensors[3]?.note).toBe('In PyTorch the rows of n in bias_hh_l0');
  });

  test('shows the peepholes of an LSTM by their own name', () => {
    const [lstm] = reportOf(modelOf('peephole-lstm: {hidden: 3}, linear'));
    expect(lstm && summary(lstm).at(-1)).toBe('p false [3·hidden] = [9] i f o');
    expect(lstm?.tensors[3]?.meaning).toBe(
      'The value of c[t-1], one by one, for i and f; the value of c, one by one, for o',
    );
  });

  test('finds an LSTM under other names and in another order', () => {
    const equations = [
      'out = sigmoid(Wo @ x + Ro @ y[t-1] + bo)',
      'in = sigmoid(Wi @ x + Ri @ y[t-1] + bi)',
      'cand = tanh(Wc @ x + Rc @ y[t-1] + bc)',
      'keep = sigmoid(Wk @ x + Rk @ y[t-1] + bk)',
      's = keep * s[t-1] + in * cand',
      'y = out * tanh(s)',
    ];
    const [own] = reportOf(modelOf('own: {hidden: 3}, linear', cellText(equations, 'y')));
    expect(own && summary(own)[0]).toBe(
      'weight_ih_l0 true [4·hidden, input] = [12, 2] in keep cand out',
    );
  });

  test('stacks a cell that PyTorch does not have by the stems of its names', () => {
    const equations = ['a = sigmoid(W_a @ x + b)', 'h = a * h[t-1] + W_h @ (q * x)'];
    const [own] = reportOf(modelOf('own: {hidden: 3}, linear', cellText(equations, 'h')));
    expect(own?.tensors.map(({ name, inPyTorch }) => `${name} ${inPyTorch}`)).toEqual([
      'W false',
      'b false',
      'q false',
    ]);
    expect(own?.tensors[0]?.meaning).toContain('for a; the value of q * x, for h');
    expect(own?.countFormula).toBe('2·hidden·input + hidden + input = 2·3·2 + 3 + 2 = 17');
  });

  test('tells the directions of a layer apart, and lists what its states start as', () => {
    const [lstm] = reportOf(
      modelOf('lstm: {hidden: 3, direction: both, initial_state: learned}, linear'),
    );
    expect(lstm && summary(lstm)).toEqual([
      'weight_ih_l0 true [4·hidden, input] = [12, 2] i f g o',
      'weight_hh_l0 true [4·hidden, hidden] = [12, 3] i f g o',
      'bias_ih_l0 true [4·hidden] = [12] i f g o',
      'forward.initial.h false [hidden] = [3] initial.h',
      'forward.initial.c false [hidden] = [3] initial.c',
      'weight_ih_l0_reverse true [4·hidden, input] = [12, 2] i f g o',
      'weight_hh_l0_reverse true [4·hidden, hidden] = [12, 3] i f g o',
      'bias_ih_l0_reverse true [4·hidden] = [12] i f g o',
      'reverse.initial.h false [hidden] = [3] initial.h',
      'reverse.initial.c false [hidden] = [3] initial.c',
    ]);
    expect(lstm?.tensors[5]?.blocks[0]?.parameter).toBe('lstm.0.reverse.W_i');
    expect(lstm?.tensors[3]?.meaning).toBe('What h is before the first time step');
    expect(lstm?.countFormula).toBe(
      '2·(4·hidden·(input + hidden + 1) + hidden·(1 + 1)) = 2·(4·3·(2 + 3 + 1) + 3·(1 + 1)) = 156',
    );
    expect(lstm?.summary).toContain('both directions, one behind the other');
  });

  test('shows layers that are no cells, also those without parameters', () => {
    const layers = reportOf(
      modelOf('noise: 0.1, linear: {size: 3, activation: tanh}, layer_norm, dropout: 0.5, linear'),
    );
    expect(layers.map(({ kind, summary: text }) => `${kind}: ${text}`)).toEqual([
      'noise: Adds normal noise with a standard deviation of 0.1 while training',
      'linear: y = tanh(weight · x + bias)',
      'layer_norm: y = gain · (x − mean) / √(variance + 0.00001) + bias',
      'dropout: Leaves out 50 % of the values while training',
      'linear: y = weight · x + bias',
    ]);
    expect(layers.map(summary)).toEqual([
      [],
      ['weight true [output, input] = [3, 2] weight', 'bias true [output] = [3] bias'],
      ['weight true [output] = [3] gain', 'bias true [output] = [3] bias'],
      [],
      ['weight true [output, input] = [1, 3] weight', 'bias true [output] = [1] bias'],
    ]);
    expect(layers.map(({ countFormula }) => countFormula)).toEqual([
      'no parameters',
      'output·(input + 1) = 3·(2 + 1) = 9',
      'output·(1 + 1) = 3·(1 + 1) = 6',
      'no parameters',
      'output·(input + 1) = 1·(3 + 1) = 4',
    ]);
  });
});

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function cellText(equations: readonly string[], output: string): string {
  const lines = equations.map((line) => `      ${line}\n`).join('');
  return `cells:\n  own:\n    output: ${output}\n    equations: |\n${lines}`;
}
