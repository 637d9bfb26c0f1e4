import { describe, expect, test } from 'vitest';
import { useLibraryCell } from '../../../src/language/refactorings/useLibraryCell.ts';
import { refactorAt } from './applyAction.ts';

const head = 'task: forecast\ndata: {file: series.csv, inputs: value, window: 5}\n';

const gru = `  mine: |
    reset = sigmoid(a + Wr @ x + Rr @ out[t-1])
    update = sigmoid(b + Wu @ x + Ru @ out[t-1])
    new = tanh(Wn @ x + c + (d + Rn @ out[t-1]) * reset)
    out = update * out[t-1] + new * (1 - update)
`.replaceAll('out', 'h');

describe('useLibraryCell()', () => {
  test('replaces a cell whose equations are those of one of the library, whatever the names', () => {
    const text = `${head}cells:\n${gru}model:\n  - mine: {hidden: 4}\n  - mine: 3\n  - linear\n`;
    expect(refactorAt(useLibraryCell, text, 'reset')).toEqual({
      title: 'Use "gru" of the library, which computes the same',
      text: `${head}model:\n  - gru: {hidden: 4}\n  - gru: 3\n  - linear\n`,
      newFile: undefined,
    });
  });

  test('leaves other cells, and gives the options that make the two the same', () => {
    const cells = 'cells:\n  other: h = x\n  mine: h = relu(R @ h[t-1] + W @ x + b)\n';
    const model = 'model: [mine: {hidden: 4}, mine: 3, linear]\n';
    expect(refactorAt(useLibraryCell, head + cells + model, 'mine')?.text).toBe(
      `${head}cells:\n  other: h = x\nmodel: [rnn: {hidden: 4, activation: relu}, rnn: {hidden: 3, activation: relu}, linear]\n`,
    );
  });

  const plain = 'h = tanh(W @ x + R @ h[t-1] + b)';
  /** Cells that compute what one of the library does, and are still something else. */
  const others: readonly (readonly [string, string, string])[] = [
    ['starts otherwise', `{equations: "${plain}", init: {b: 1}}`, 'mine: 4'],
    ['has options', `{equations: "${plain}", options: {p: {number: 1}}}`, 'mine: 4'],
    [
      'has parameters that an "init" calls by names of its own',
      `"${plain.replace('W', 'V')}"`,
      'mine: {hidden: 4, init: {V: 0}}',
    ],
    ['is none', '"h = W @ x"', 'mine: 4'],
    ['has a mistake', '"h = W @@ x"', 'mine: 4'],
  ];
  test.each(others)('leaves a cell that %s', (_what, cell, layer) => {
    const text = `${head}cells: {mine: ${cell}}\nmodel: [${layer}, linear]\n`;
    expect(refactorAt(useLibraryCell, text, 'mine')).toBeUndefined();
  });

  test('keeps an "init" that means the same parameters of both', () => {
    const text = `${head}cells: {mine: "${plain}"}\nmodel: [mine: {hidden: 4, init: {W: 0}}, linear]\n`;
    expect(refactorAt(useLibraryCell, text, 'mine')?.text).toBe(
      `${head}model: [rnn: {hidden: 4, init: {W: 0}}, linear]\n`,
    );
  });
});
