import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/base/problem.ts';
import { sizeOf } from '../../src/base/sizeOf.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import type { Model } from '../../src/resolve/model.ts';
import { printModel } from '../../src/resolve/printModel.ts';
import { resolveModel } from '../../src/resolve/resolveModel.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';
import { expectGolden } from '../golden.ts';
import { memoryDataSource } from './dataFixtures.ts';

/** The model of a spec around some lines, free of errors. */
function resolve(model: string, rest = ''): Model {
  const text = `task: forecast
data: {file: series.csv, inputs: [value, other], targets: value, window: 5, horizon: 2}
model: ${model}
${rest}`;
  const parsed = parseSpec(text);
  const { value, problems } = resolveModel(parsed.value, memoryDataSource);
  expect(hasErrors([...parsed.problems, ...problems])).toBe(false);
  if (!value) {
    throw new Error('no model');
  }
  return value;
}

/** Name to initializer, for the parameters whose names match. */
function initializers(model: Model, pattern: RegExp): Record<string, unknown> {
  return Object.fromEntries(
    model.parameters
      .filter((parameter) => pattern.test(parameter.name))
      .map((parameter) => [parameter.name, parameter.initializer]),
  );
}

describe('resolveModel()', () => {
  test('starts parameters as their cell says, where neither layer nor "train" does', () => {
    const layers = '[irnn: 3, irnn: {hidden: 3, init: {R_h: 0.5}}, irnn: 3, linear]';
    const model = resolve(layers, 'train: {init: {b_h: 2}}');
    expect(initializers(model, /^irnn.*(R|b)_h$/)).toEqual({
      'irnn.0.R_h': { kind: 'identity', gain: 1 },
      'irnn.0.b_h': { kind: 'constant', value: 2 },
      'irnn.1.R_h': { kind: 'constant', value: 0.5 },
      'irnn.1.b_h': { kind: 'constant', value: 2 },
      'irnn.2.R_h': { kind: 'identity', gain: 1 },
      'irnn.2.b_h': { kind: 'constant', value: 2 },
    });
  });

  test('gives a cell the sizes among its options, and the next layer the width of its output', () => {
    const { layers } = resolve(
      '[lstm: {hidden: 5, projection: 3, layers: 2}, jordan: {hidden: 4, output: 2}, linear]',
    );
    expect(layers.map(({ name, inputSize, outputSize }) => [name, inputSize, outputSize])).toEqual([
      ['lstm.0', 2, 3],
      ['lstm.1', 3, 3],
      ['jordan.2', 3, 2],
      ['linear.0', 2, 2],
    ]);
  });

  test('writes stacked layers out and gives each the width of the one before', () => {
    const { layers } = resolve('[lstm: {hidden: 3, layers: 2}, linear: 7, gru: 4, linear]');
    expect(
      layers.map(({ name, inputSize, outputSize, specIndex }) => [
        name,
        inputSize,
        outputSize,
        specIndex,
      ]),
    ).toEqual([
      ['lstm.0', 2, 3, 0],
      ['lstm.1', 3, 3, 0],
      ['linear.0', 3, 7, 1],
      ['gru.2', 7, 4, 2],
      ['linear.1', 4, 2, 3],
    ]);
  });

  test('lays matrices of the same operand side by side, gates in the order of the equations', () => {
    const { parameters } = resolve('[peephole-lstm: 3, linear]');
    expect(parameters.map((parameter) => parameter.name)).toEqual([
      ...['i', 'f', 'g', 'o'].map((gate) => `peephole-lstm.0.W_${gate}`),
      ...['i', 'f', 'g', 'o'].map((gate) => `peephole-lstm.0.R_${gate}`),
      ...['i', 'f', 'g', 'o'].map((gate) => `peephole-lstm.0.b_${gate}`),
      ...['i', 'f', 'o'].map((gate) => `peephole-lstm.0.p_${gate}`),
      'linear.0.weight',
      'linear.0.bias',
    ]);
  });

  test('lays parameters into the flat vector without gaps', () => {
    const { parameters } = resolve('[lstm: {hidden: 3, layers: 2}, linear]');
    let offset = 0;
    for (const parameter of parameters) {
      expect(parameter.offset).toBe(offset);
      offset += sizeOf(parameter.shape);
    }
  });

  test('starts gates by their roles, the forget gate open', () => {
    const model = resolve('[lstm: 3, linear]');
    expect(initializers(model, /lstm.*_f$|linear/)).toEqual({
      'lstm.0.W_f': { kind: 'xavier_uniform' },
      'lstm.0.R_f': { kind: 'orthogonal', gain: 1 },
      'lstm.0.b_f': { kind: 'constant', value: 1 },
      'linear.0.weight': { kind: 'xavier_uniform' },
      'linear.0.bias': { kind: 'constant', value: 0 },
    });
    expect(initializers(model, /b_[igo]$/)).toEqual({
      'lstm.0.b_i': { kind: 'constant', value: 0 },
      'lstm.0.b_g': { kind: 'constant', value: 0 },
      'lstm.0.b_o': { kind: 'constant', value: 0 },
    });
  });

  test('prefers the layer to the whole training, and the full name to the stem', () => {
    const model = resolve(
      '[lstm: {hidden: 3, init: {b: 1, b_i: 2}}, lstm: 3, linear]',
      'train: {init: {b: 3, b_f: 4, W_g: 5}}',
    );
    const values = Object.entries(initializers(model, /b_[ifg]$|W_g/)).map(
      ([name, initializer]) => [name, (initializer as { value: number }).value],
    );
    expect(Object.fromEntries(values)).toEqual({
      'lstm.0.b_i': 2,
      'lstm.0.b_f': 1,
      'lstm.0.b_g': 1,
      'lstm.0.W_g': 5,
      'lstm.1.b_i': 3,
      'lstm.1.b_f': 4,
      'lstm.1.b_g': 3,
      'lstm.1.W_g': 5,
    });
  });

  test('takes cells that the spec writes itself', () => {
    const model = resolve(
      '[mine: 3, linear]',
      'cells: {mine: "h = tanh(constructor @ x + toString)"}',
    );
    expect(model.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['mine.0.constructor', [3, 2]],
      ['mine.0.toString', [3]],
      ['linear.0.weight', [2, 3]],
      ['linear.0.bias', [2]],
    ]);
  });

  test('knows no model without a spec', () => {
    const { value: document } = parseSpec('task: forecast\n');
    expect(resolveModel(document, memoryDataSource)).toMatchObject({
      value: undefined,
      problems: [],
    });
  });

  test('shows at most a hundred problems', () => {
    const columns = Array.from({ length: 300 }, (_, index) => `column${index}`).join(', ');
    const text = `task: forecast\ndata: {file: series.csv, inputs: [${columns}], targets: value, window: 2}\nmodel: [lstm: 2, linear]\n`;
    const { problems } = resolveModel(parseSpec(text).value, memoryDataSource);
    expect(problems).toHaveLength(100);
  });
});

describe('cellLibrary()', () => {
  test('holds the cells that ship with the product, each with a summary and a source', () => {
    const cells = [...cellLibrary().values()];
    expect(cells.map((cell) => cell.name)).toEqual(
      expect.arrayContaining(['rnn', 'lstm', 'peephole-lstm', 'gru']),
    );
    for (const cell of cells) {
      expect([cell.name, cell.summary, cell.source]).not.toContain('');
    }
  });

  test('reads its files once', () => {
    expect(cellLibrary()).toBe(cellLibrary());
  });
});

describe('printModel()', () => {
  test('lists layers and parameters with their shapes', () => {
    const model = resolve(
      '[peephole-lstm: {hidden: 3, layers: 2, init: {b: {uniform: 0.5}}}, linear]',
    );
    expectGolden(printModel(model), new URL('printModel.txt', import.meta.url));
  });

  test('says what is special about layers', () => {
    const both = 'lstm: {hidden: 2, direction: both, dropout: 0.25, layers: 2, trainable: false}';
    const other = 'rnn: {hidden: 4, direction: reverse, residual: true, initial_state: learned}';
    const model = resolve(`[noise: 0.1, ${both}, layer_norm, ${other}, dropout: 0.5, linear]`);
    const lines = printModel(model).split('\n');
    expect(lines.filter((line) => /^layer|initial|_h|gain/.test(line))).toMatchInlineSnapshot(`
      [
        "layer noise.0: [T, B, 2] -> [T, B, 2], 0 parameters",
        "layer lstm.0: [T, B, 2] -> [T, B, 4], 80 parameters, both directions, one behind the other, 25 % dropout behind it, not trained",
        "layer lstm.1: [T, B, 4] -> [T, B, 4], 112 parameters, both directions, one behind the other, not trained",
        "layer layer_norm.0: [T, B, 4] -> [T, B, 4], 8 parameters",
        "  gain  [output] = [4]  4  1",
        "layer rnn.2: [T, B, 4] -> [T, B, 4], 40 parameters, from the last time step to the first, adds its input, learned initial states",
        "  W_h        [hidden, input] = [4, 4]   16  Xavier uniform",
        "  R_h        [hidden, hidden] = [4, 4]  16  orthogonal",
        "  b_h        [hidden] = [4]             4   0",
        "  initial.h  [hidden] = [4]             4   0",
        "layer dropout.0: [B, 4] -> [B, 4], 0 parameters",
        "layer linear.0: [B, 4] -> [B, 2], 10 parameters",
      ]
    `);
  });
});
