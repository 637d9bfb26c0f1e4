import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import { readCellCase } from '../../src/engine/readCellCase.ts';
import { libraryCell } from '../cells/runCell.ts';
import { oracle } from '../lower/cellCase.ts';

const entry = oracle.cornn_explicit;
const cell = libraryCell('cornn');

describe('readCellCase', () => {
  test('takes a state under another name where only one is', () => {
    expect(readCellCase(cell, { ...entry, states: ['h', 'velocity'] }).states).toEqual(['h', 'z']);
    expect(readCellCase(cell, { ...entry, states: ['z', 'h'] }).states).toEqual(['z', 'h']);
  });

  test.each([
    [{ T: 0 }, '"T" of the case must be a whole number of 1 or more'],
    [{ I: '3' }, '"I" of the case must be a whole number'],
    [{ states: ['a', 'b'] }, 'the states of cell "cornn", "z", "h", but it is ["a","b"]'],
    [{ states: ['h', 'h'] }, 'but it is ["h","h"]'],
    [{ states: undefined }, 'but it is undefined'],
    [{ s0: [] }, '"s0" of the case must be a list with one tensor for each of the 2 states'],
    [{ x: [[1, 2], [3]] }, '"x" of the case must be numbers in lists, equally long at each level'],
    [{ x: [[['a']]] }, '"x" of the case must be numbers in lists'],
    [
      { x: [[[1]]] },
      '"x" of the case must have the shape [T, B, input] = [5, 2, 3], but it has [1, 1, 1]',
    ],
    [{ loss_wY: 1 }, 'the shape [T, B, hidden] = [5, 2, 4], but it has []'],
    [
      { H: 5 },
      '"params.R_h" of the case must have the shape [hidden, hidden] = [5, 5], but it has [4, 4]',
    ],
    [{ params: {} }, '"params" of the case lacks "R_h", "R_z", "W_h", "b_h": cell "cornn" has'],
  ])('refuses %j', (change, message) => {
    const read = () => readCellCase(cell, { ...entry, ...change });
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });
});
