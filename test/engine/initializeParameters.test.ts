import { describe, expect, it } from 'vitest';
import { initializeParameters } from '../../src/engine/initializeParameters.ts';
import type { Model, Parameter } from '../../src/resolve/model.ts';
import type { Initializer } from '../../src/spec/spec.ts';
import { lineModel } from './fakeRun.ts';

/** The values of one tensor `name` of a model that has it alone. */
function initialize(
  initializer: Initializer,
  shape: readonly number[],
  name = 'a',
  seed = 1,
): Float32Array {
  return initializeParameters(modelOf([{ name, shape, initializer }]), seed);
}

function modelOf(tensors: readonly Pick<Parameter, 'name' | 'shape' | 'initializer'>[]): Model {
  let offset = 0;
  const parameters = tensors.map((tensor): Parameter => {
    const parameter = {
      ...tensor,
      layer: 'l',
      pass: 'l',
      stem: tensor.name,
      trainable: true,
      local: tensor.name,
      shapeNames: [],
      inCell: undefined,
      kind: 'input' as const,
      offset,
    };
    offset += tensor.shape.reduce((product, length) => product * length, 1);
    return parameter;
  });
  return { ...lineModel(), parameters };
}

function deviation(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}

describe('initializeParameters', () => {
  it('draws xavier_uniform within the bound of fan-in and fan-out, evenly', () => {
    const values = initialize({ kind: 'xavier_uniform' }, [200, 100]);
    const bound = Math.sqrt(6 / 300);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(bound));
    expect(deviation(values) / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
  });

  it('draws xavier_normal with the deviation of fan-in and fan-out', () => {
    const values = initialize({ kind: 'xavier_normal' }, [200, 100]);
    expect(deviation(values) / Math.sqrt(2 / 300)).toBeCloseTo(1, 1);
  });

  it.each([
    [20, 20],
    [12, 30],
    [30, 12],
    [1, 5],
    [5, 1],
  ])('makes rows or columns of [%i, %i] orthonormal', (rows, columns) => {
    const values = initialize({ kind: 'orthogonal', gain: 1 }, [rows, columns]);
    const at = (row: number, column: number) => values[row * columns + column] ?? Number.NaN;
    const wide = rows <= columns;
    const product = (a: number, b: number) =>
      Array.from({ length: wide ? columns : rows }, (_, k) =>
        wide ? at(a, k) * at(b, k) : at(k, a) * at(k, b),
      ).reduce((sum, value) => sum + value, 0);
    for (let a = 0; a < Math.min(rows, columns); a++) {
      for (let b = 0; b <= a; b++) {
        expect(product(a, b)).toBeCloseTo(a === b ? 1 : 0, 6);
      }
    }
  });

  it('draws kaiming_uniform within the bound of fan-in, evenly', () => {
    const values = initialize({ kind: 'kaiming_uniform' }, [200, 100]);
    const bound = Math.sqrt(6 / 100);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(bound));
    expect(deviation(values) / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
  });

  it('draws kaiming_normal with the deviation of fan-in', () => {
    const values = initialize({ kind: 'kaiming_normal' }, [200, 100]);
    expect(deviation(values) / Math.sqrt(2 / 100)).toBeCloseTo(1, 1);
  });

  it('draws normal values with a mean and a deviation', () => {
    const values = initialize({ kind: 'normal', mean: 3, std: 0.5 }, [20_000]);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(3, 1);
    expect(deviation(values.map((value) => value - 3)) / 0.5).toBeCloseTo(1, 1);
  });

  it('scales an orthogonal matrix by its gain', () => {
    const plain = initialize({ kind: 'orthogonal', gain: 1 }, [4, 3]);
    const scaled = initialize({ kind: 'orthogonal', gain: 2 }, [4, 3]);
    expect(scaled).toEqual(plain.map((value) => 2 * value));
  });

  it('puts the gain of an identity on the diagonal', () => {
    const values = initialize({ kind: 'identity', gain: 0.5 }, [3, 3]);
    expect([...values]).toEqual([0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5]);
  });

  it('draws uniform values between low and high', () => {
    const values = initialize({ kind: 'uniform', low: 2, high: 3 }, [1000]);
    expect(values.every((value) => value >= 2 && value <= 3)).toBe(true);
    expect(deviation(values.map((value) => value - 2.5)) / Math.sqrt(1 / 12)).toBeCloseTo(1, 1);
  });

  it('fills with a constant', () => {
    expect([...initialize({ kind: 'constant', value: 1.5 }, [3])]).toEqual([1.5, 1.5, 1.5]);
  });

  it('gives each tensor a stream of its own, whatever stands beside it', () => {
    const normal: Initializer = { kind: 'xavier_normal' };
    const a = { name: 'a', shape: [4], initializer: normal };
    const b = { name: 'b', shape: [9, 9], initializer: { kind: 'orthogonal', gain: 1 } as const };
    const together = initializeParameters(modelOf([b, a]), 1);
    expect(together.slice(81)).toEqual(initialize(normal, [4], 'a'));
    expect(initialize(normal, [4], 'a')).not.toEqual(initialize(normal, [4], 'b'));
    expect(initialize(normal, [4], 'a')).not.toEqual(initialize(normal, [4], 'a', 2));
  });
});
