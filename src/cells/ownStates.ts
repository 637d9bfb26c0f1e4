import type { Cell, CellState } from './cell.ts';

/** The states that a cell makes itself: all but the input of the step before, `x[t-1]`. */
export function ownStates({ states }: Cell): readonly CellState[] {
  return states.filter(({ name }) => name !== 'x');
}
