import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { cellFlow } from '../../src/cells/cellFlow.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { plainCell } from '../../src/resolve/plainCell.ts';

const lstm = present(plainCell(present(cellLibrary().get('lstm'), 'lstm')), 'a cell');

describe('cellFlow()', () => {
  test('has a column for each depth, from what is read to what is given', () => {
    const { columns } = cellFlow(lstm);
    expect(columns.map((column) => column.map(({ name }) => name).join(' '))).toEqual([
      'x h[t-1] c[t-1]',
      'i f g o',
      'c',
      'h',
      'h[t] c[t]',
    ]);
  });

  test('tells what goes through a matrix from what does not', () => {
    const { edges } = cellFlow(lstm);
    const into = (name: string) => edges.filter(({ to }) => to === name);
    expect(into('i').map(({ from, isWeighted }) => [from, isWeighted])).toEqual([
      ['x', true],
      ['h[t-1]', true],
    ]);
    expect(into('c').map(({ from, isWeighted }) => [from, isWeighted])).toEqual([
      ['f', false],
      ['c[t-1]', false],
      ['i', false],
      ['g', false],
    ]);
  });
});
