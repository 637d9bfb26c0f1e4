import { describe, expect, test } from 'vitest';
import type { CellDefinition } from '../../src/cells/cell.ts';
import { specializeCell } from '../../src/cells/specializeCell.ts';

const equations = `c = squash(W @ x) * dt  # squash and dt
h = dt * c
g = c + (
  h * dt)`;

const instead = 'h = squash(V @ c)';

const definition: CellDefinition = {
  name: 'test',
  equations,
  output: 'g',
  summary: '',
  source: '',
  size: { c: 'input' },
  options: {
    squash: { kind: 'function', functions: ['tanh', 'sigmoid'], summary: '' },
    dt: { kind: 'number', number: 0.5, summary: '' },
    wide: { kind: 'size', values: ['h', 'g'], instead, summary: '' },
  },
  init: {},
};

describe('specializeCell', () => {
  test('puts defaults under the names of options, but not into comments', () => {
    const { source } = specializeCell(definition, {});
    expect(source.equations).toBe(
      'c = tanh(W @ x) * 0.5  # squash and dt\nh = 0.5 * c\ng = c + (\n  h * 0.5)',
    );
    expect(source.size).toEqual({ c: 'input' });
  });

  test('puts what a layer chooses there, and other equations instead', () => {
    const { source } = specializeCell(definition, { squash: 'sigmoid', dt: -1e-7, wide: 3 });
    expect(source.equations).toBe(
      'c = sigmoid(W @ x) * -1e-7  # squash and dt\nh = sigmoid(V @ c)\ng = c + (\n  h * -1e-7)',
    );
    expect(source.size).toEqual({ c: 'input', h: 'wide', g: 'wide' });
  });

  test('leaves a cell without options as it is', () => {
    const plain = { ...definition, options: {} };
    expect(specializeCell(plain, {}).source.equations).toBe(equations);
  });

  test.each([
    ['c', 'equations', 'c'],
    ['sigmoid', 'equations', 'squash'],
    ['W @ x', 'equations', 'W @ x'],
    ['0.25  #', 'equations', 'dt  #'],
    ['V @ c', 'options/wide/instead', 'V @ c'],
    ['sigmoid(V', 'options/wide/instead', 'squash(V'],
    ['h * 0.25)', 'equations', 'h * dt)'],
  ])('knows where "%s" comes from: %s "%s"', (text, path, original) => {
    const { source, placeOf } = specializeCell(definition, {
      squash: 'sigmoid',
      dt: 0.25,
      wide: 3,
    });
    const start = source.equations.indexOf(text);
    const place = placeOf({ start, end: start + text.length });
    const texts = { equations, 'options/wide/instead': instead } as Record<string, string>;
    expect(place.path).toBe(path);
    expect(texts[path]?.slice(place.range.start, place.range.end)).toBe(original);
  });
});
