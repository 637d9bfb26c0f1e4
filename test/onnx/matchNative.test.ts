import { describe, expect, test } from 'vitest';
import { matchNative } from '../../src/onnx/matchNative.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { libraryCell, makeCell } from '../cells/runCell.ts';
import { nativeCells, otherCells } from './cellCases.ts';
import { libraryOperators } from './libraryOperators.ts';

describe('matchNative', () => {
  test.each(nativeCells)(
    'recognises $title as $operator',
    ({ equations, operator, output = 'h' }) => {
      expect(matchNative(makeCell(equations, { output }))?.operator).toBe(operator);
    },
  );

  test.each(otherCells)('leaves $title to a loop', ({ equations, output = 'h' }) => {
    expect(matchNative(makeCell(equations, { output }))).toBeUndefined();
  });

  test.each(libraryOperators)('finds the operator of "$name" $options: $operator', (entry) => {
    const { name, options, operator } = entry;
    expect(matchNative(libraryCell(name, options))?.operator ?? 'Scan').toBe(operator);
  });

  test('is tested on every cell of the library', () => {
    const tested = new Set(libraryOperators.map(({ name }) => name));
    expect([...tested].toSorted()).toEqual([...cellLibrary().keys()].toSorted());
  });

  test('asks for peepholes only where the cell has some', () => {
    const hasPeepholes = (title: string) => {
      const found = nativeCells.find((entry) => entry.title === title);
      return matchNative(makeCell(found?.equations ?? ''))?.hasPeepholes;
    };
    expect(hasPeepholes('LSTM')).toBe(false);
    expect(hasPeepholes('peephole LSTM')).toBe(true);
    expect(hasPeepholes('LSTM with a peephole in one gate only')).toBe(true);
  });

  test('adds up biases, keeps factors and plain numbers', () => {
    const form = matchNative(makeCell('h = tanh(2 * (W @ x) - b - a + R @ h[t-1] + 0.25)'));
    expect(form?.blocks).toEqual([
      {
        input: [{ parameter: 'W', scale: 2 }],
        recurrent: [{ parameter: 'R', scale: 1 }],
        bias: [
          { parameter: undefined, scale: 0.25 },
          { parameter: 'a', scale: -1 },
          { parameter: 'b', scale: -1 },
        ],
        recurrentBias: [],
        peephole: [],
      },
    ]);
  });

  test('answers soon for equations that are made to be hard', () => {
    const doubling = Array.from({ length: 60 }, (_, n) => `a${n + 1} = a${n} * a${n} + a${n}`);
    const wide = Array.from({ length: 300 }, (_, n) => `b${n} * c${n}`).join(' + ');
    const alike = Array.from({ length: 12 }, (_, n) => `sigmoid(W${n} @ x + R${n} @ h[t-1])`);
    for (const equations of [
      `a0 = tanh(W @ x)\n${doubling.join('\n')}\nh = a60 + h[t-1]`,
      `h = tanh(${wide} + h[t-1])`,
      `h = ${alike.join(' * ')} * h[t-1]`,
      `h = ${alike.map((gate) => `${gate} * h[t-1]`).join(' + ')}`,
    ]) {
      const cell = makeCell(equations);
      const start = performance.now();
      expect(matchNative(cell)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
