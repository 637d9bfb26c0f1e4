import type { Assignment, Cell } from './cell.ts';

/** A value that a cell has at every time step. */
export interface CellValue {
  readonly name: string;
  readonly role: Assignment['role'] | 'input';
}

/** The input `x`, then what the equations assign, in their order. */
export function cellValues({ assignments }: Cell): readonly CellValue[] {
  return [{ name: 'x', role: 'input' }, ...assignments.map(({ name, role }) => ({ name, role }))];
}
