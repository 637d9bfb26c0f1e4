import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import { evaluate } from '../../src/graph/evaluate.ts';
import { lowerModel } from '../../src/lower/lowerModel.ts';
import type { Model, RecurrentLayer } from '../../src/resolve/model.ts';
import type { LayerSpec } from '../../src/spec/spec.ts';
import { makeCell, runCell } from '../cells/runCell.ts';
import { type ModelInputs, modelInputs } from '../compile/modelInputs.ts';
import { linearOf, recurrent, smallModel } from '../compile/smallModel.ts';

const [steps, hidden] = [5, 3];
const sizes = { T: steps, B: 1 };

/** What a model and its first layer give for one sequence, with the inputs that it was given. */
function run(layers: readonly LayerSpec[], training: boolean) {
  const model = smallModel({ layers, outputSteps: 'every' });
  const { builder, prediction, inputs, layerOutputs } = lowerModel(model, { training });
  const [first] = layerOutputs.values();
  const outputs = [
    { name: 'y', value: prediction },
    { name: 'first', value: present(first, 'the first layer') },
  ];
  const graph = builder.finish('forward', outputs, inputs);
  const given = modelInputs(model, graph, sizes, 4);
  const results = evaluate(graph, given);
  const rows = (name: string) => rowsOf(numbers(results, name), hidden);
  return { model, given, y: rows('y'), first: rows('first') };
}

function rowsOf(data: Float64Array, width: number): number[][] {
  return Array.from({ length: data.length / width }, (_, row) => [
    ...data.subarray(row * width, (row + 1) * width),
  ]);
}

function numbers(given: ModelInputs, name: string): Float64Array {
  return present(given[name], name).data;
}

/** The parameters of a model's only recurrent layer by their names in the equations. */
function cellParameters(model: Model, given: ModelInputs) {
  return Object.fromEntries(
    model.parameters.map(({ local, shape, offset }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [local, { shape, data: numbers(given, 'parameters').subarray(offset, offset + size) }];
    }),
  );
}

function expectRows(actual: readonly (readonly number[])[], expected: typeof actual): void {
  expect(actual).toHaveLength(expected.length);
  expected.flat().forEach((value, index) => {
    expect(actual.flat()[index]).toBeCloseTo(value, 12);
  });
}

describe('lowerModel, training', () => {
  test('dropout and noise change each value by a number of its own, in training only', () => {
    const layers: LayerSpec[] = [
      linearOf(hidden),
      { kind: 'noise', deviation: 0.1 },
      { kind: 'dropout', rate: 0.25 },
    ];
    const { y, given } = run(layers, true);
    const plain = run(layers, false);
    const [added, factors] = [numbers(given, 'noise.noise.0'), numbers(given, 'noise.dropout.0')];
    const expected = plain.y.map((row, step) =>
      row.map((value, index) => {
        const place = step * hidden + index;
        return (value + (added[place] ?? 0)) * (factors[place] ?? 0);
      }),
    );
    expectRows(y, expected);
    expect(Object.keys(plain.given).filter((name) => name.startsWith('noise.'))).toEqual([]);
  });

  test('dropout of a stack lies between its layers, not behind the last', () => {
    const model = smallModel({ layers: [recurrent('gru', hidden, 3, { dropout: 0.25 })] });
    expect(compileModel(model).noise).toEqual([
      { name: 'noise.gru.0.dropout', shape: ['T', 'B', 3], kind: 'keep', rate: 0.25, kept: 4 / 3 },
      { name: 'noise.gru.1.dropout', shape: ['T', 'B', 3], kind: 'keep', rate: 0.25, kept: 4 / 3 },
    ]);
  });

  test('recurrent dropout hides the same values of a state from every product at every step', () => {
    for (const name of ['lstm', 'gru', 'gru-reset-before']) {
      const layers = [recurrent(name, hidden, 1, { recurrent_dropout: 0.5 })];
      const { y, model, given } = run(layers, true);
      const { cell, sizes: lengths } = model.layers[0] as RecurrentLayer;
      const masked = makeCell(
        cell.equations.replace(/@ (h\[t-1\]|\(r \* h\[t-1\]\))/g, '@ (mask * $1)'),
      );
      const mask = { shape: [hidden], data: numbers(given, `noise.${name}.0.recurrent_dropout.h`) };
      const parameters = { ...cellParameters(model, given), mask };
      const values = runCell(masked, parameters, lengths, rowsOf(numbers(given, 'x'), 2));
      expect(masked.equations).toContain('mask');
      expectRows(
        y,
        values.map((step) => [...present(step.get('h'), 'h')]),
      );
    }
  });

  test('the input of the step before is no state of the cell: it is whole at every step', () => {
    const settings = { zoneout: 0.25, recurrent_dropout: 0.5 };
    const model = smallModel({ layers: [recurrent('qrnn', hidden, 1, settings)] });
    const names = compileModel(model).noise.map(({ name }) => name);
    expect(names).toEqual(['noise.qrnn.0.zoneout.c']);
  });

  test('zoneout keeps values of every state, and afterwards a share of each', () => {
    const layers = [recurrent('lstm', hidden, 1, { zoneout: 0.25 })];
    for (const training of [true, false]) {
      const { y, model, given } = run(layers, training);
      const { cell, sizes: lengths } = model.layers[0] as RecurrentLayer;
      const parameters = cellParameters(model, given);
      let states: Record<string, readonly number[]> = {};
      const expected = rowsOf(numbers(given, 'x'), 2).map((x, step) => {
        const [values] = runCell(cell, parameters, lengths, [x], states);
        states = Object.fromEntries(
          ['h', 'c'].map((name) => {
            const next = present(values?.get(name), name);
            const moved = next.map((value, index) => {
              const before = states[name]?.[index] ?? 0;
              const moves = training
                ? numbers(given, `noise.lstm.0.zoneout.${name}`)[step * hidden + index]
                : 0.75;
              return before + (moves ?? NaN) * (value - before);
            });
            return [name, moved];
          }),
        );
        return [...(states.h ?? [])];
      });
      expectRows(y, expected);
    }
  });

  test('a layer norm has mean 0 and variance 1 before its gain and bias', () => {
    const layerNorm = { kind: 'layer_norm', epsilon: 1e-5, trainable: true, init: {} } as const;
    const { y, first, model, given } = run([linearOf(hidden), layerNorm], false);
    const { gain, bias } = cellParameters(model, given);
    const expected = first.map((row) => {
      const mean = row.reduce((sum, value) => sum + value, 0) / hidden;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / hidden;
      return row.map(
        (value, index) =>
          ((gain?.data[index] ?? NaN) * (value - mean)) / Math.sqrt(variance + 1e-5) +
          (bias?.data[index] ?? NaN),
      );
    });
    expectRows(y, expected);
  });
});
