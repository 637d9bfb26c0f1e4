import type { Cell, Expression } from '../../src/cells/cell.ts';

/** Named numbers: vectors, and matrices as rows. */
export type Numbers = Readonly<Record<string, number[] | number[][]>>;

/**
 * A cell over time, read straight from its equations for one sequence: no graph, no stacking. The
 * outputs of all steps. States start at zero.
 */
export function runPlainCell(
  cell: Cell,
  hidden: number,
  parameters: Numbers,
  xs: readonly number[][],
): number[][] {
  let before: Record<string, number[]> = {};
  return xs.map((x) => {
    const values: Record<string, number[]> = { x };
    const lookUp = (name: string) => values[name] ?? (parameters[name] as number[]);
    const compute = (e: Expression): number[] => {
      switch (e.kind) {
        case 'number':
          return Array(hidden).fill(e.value);
        case 'name':
          return lookUp(e.name);
        case 'previous':
          return before[e.name] ?? Array(hidden).fill(0);
        case 'negate':
          return compute(e.operand).map((value) => -value);
        case 'call':
          return compute(e.argument).map(functions[e.function]);
        case 'binary': {
          const right = compute(e.right);
          if (e.operator === '@') {
            const rows = parameters[e.left.kind === 'name' ? e.left.name : ''] as number[][];
            return rows.map((row) => row.reduce((sum, w, i) => sum + w * (right[i] as number), 0));
          }
          const apply = operators[e.operator];
          return compute(e.left).map((left, i) => apply(left, right[i] as number));
        }
      }
    };
    for (const { name, expression } of cell.assignments) {
      values[name] = compute(expression);
    }
    before = values;
    return values[cell.output] as number[];
  });
}

const operators = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
};

const functions = {
  sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
  tanh: Math.tanh,
  relu: (v: number) => Math.max(0, v),
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  softplus: (v: number) => Math.log1p(Math.exp(v)),
  abs: Math.abs,
};
