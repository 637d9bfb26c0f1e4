import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { countFormula, countParameters } from '../../src/language/countFormula.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import type { Layer } from '../../src/resolve/model.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

/** The first layer of a model that reads two columns. */
function layerOf(layer: string): Layer {
  const data = '{file: series.csv, inputs: [value, other], window: 5}';
  const text = `task: forecast\ndata: ${data}\nmodel: [${layer}, linear]\n`;
  const [first] = analyzeSpec(text, memoryDataSource).outline.layers[0]?.layers ?? [];
  if (!first) {
    throw new Error(`no layer ${layer}`);
  }
  return first;
}

/** What a formula comes to. */
function computed(formula: string): number {
  const counts = formula
    .replace(/(\d) gates \([^)]*\)/g, '$1 gates')
    .replace(/initial\.\w+/g, '')
    .replace(/\b[A-Za-z_]\w*\b/g, '')
    .replaceAll('×', '*')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
  expect(counts).toMatch(/^[\d\s()+*]*$/);
  return Number(new Function(`return ${counts === '' ? 0 : counts}`)());
}

describe('countFormula()', () => {
  test.each([
    ['lstm: 100', '4 gates × (100×2 + 100×100 + 100)'],
    ['gru: 3', '2 gates (r, z) × (3×2 + 3×3 + 3) + n (3×2 + 3×3 + 3 + 3)'],
    ['rnn: 3', '3×2 + 3×3 + 3'],
    ['lstm: {hidden: 4, projection: 3}', '4 gates (i, f, g, o) × (4×2 + 4×3 + 4) + h (3×4)'],
    ['lstm: {hidden: 3, direction: both}', '2 directions × 4 gates × (3×2 + 3×3 + 3)'],
    [
      'lstm: {hidden: 3, direction: both, initial_state: learned}',
      '2 directions × [4 gates × (3×2 + 3×3 + 3) + initial.h (3) + initial.c (3)]',
    ],
    ['linear: 1000', '1,000×2 + 1,000'],
    ['layer_norm', '2 + 2'],
    ['dropout: 0.1', ''],
  ])('writes out %s', (layer, formula) => {
    expect(countFormula(layerOf(layer))).toBe(formula);
  });

  test.each([...cellLibrary().keys()])('comes to the number of parameters of %s', (name) => {
    const options = name === 'jordan' ? ', output: 2' : '';
    for (const more of ['', ', direction: both, initial_state: learned']) {
      const layer = layerOf(`${name}: {hidden: 2${options}${more}}`);
      expect(computed(countFormula(layer))).toBe(countParameters([layer]));
    }
  });
});
