import type { Assignment, Cell, Expression } from './cell.ts';
import { ownStates } from './ownStates.ts';
import { partsOf } from './walk.ts';

/**
 * One time step of a cell as a graph: what it reads in the first column, one node for each equation
 * by its depth, what goes on to the next step or out of the layer in the last one.
 */
export interface CellFlow {
  readonly columns: readonly (readonly FlowNode[])[];
  /** In the order of the equations. */
  readonly edges: readonly FlowEdge[];
}

/** What is read or given out, or an equation. */
export interface FlowNode {
  /** `h` for an equation, `h[t-1]` and `h[t]` for what is read and given out. */
  readonly name: string;
  readonly role: Assignment['role'] | 'read' | 'given';
  /** The outermost function or operator of an equation: `tanh`, `+`; of the output `output`. */
  readonly note: string;
}

/** A value that an equation reads, by the names of both nodes. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Whether it goes through a trained matrix. */
  readonly isWeighted: boolean;
}

/** How values flow through one time step of a cell, from its equations. */
export function cellFlow(cell: Cell): CellFlow {
  const parameters = new Set(cell.parameters.map(({ name }) => name));
  const reads = cell.assignments.flatMap(({ name, expression }): readonly FlowEdge[] =>
    [...readsOf(expression, false)]
      .filter(([from]) => !parameters.has(from))
      .map(([from, isWeighted]) => ({ from, to: name, isWeighted })),
  );
  const depths = depthsOf(cell, reads);
  const given = givenNodes(cell).filter(({ from }) => depths.has(from));
  const read = [...depths].filter(([, depth]) => depth === 0);
  const equations = cell.assignments.map(
    ({ name, role, expression }): FlowNode => ({ name, role, note: operationOf(expression) }),
  );
  const deepest = Math.max(0, ...depths.values());
  const inner = Array.from({ length: deepest }, (_, index) =>
    equations.filter(({ name }) => depths.get(name) === index + 1),
  );
  return {
    columns: [
      read.map(([name]): FlowNode => ({ name, role: 'read', note: '' })),
      ...inner,
      given.map(({ node }) => node),
    ],
    edges: [
      ...reads,
      ...given.map(({ from, node }) => ({ from, to: node.name, isWeighted: false })),
    ],
  };
}

/** 0 for what is read, one more than what it reads for an equation. */
function depthsOf(cell: Cell, reads: readonly FlowEdge[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { name } of cell.assignments) {
    const sources = reads.filter(({ to }) => to === name).map(({ from }) => from);
    for (const source of sources) {
      depths.set(source, depths.get(source) ?? 0);
    }
    depths.set(name, 1 + Math.max(0, ...sources.map((source) => depths.get(source) ?? 0)));
  }
  return depths;
}

/** The states and the output. */
function givenNodes(cell: Cell): readonly { from: string; node: FlowNode }[] {
  const names = new Set([cell.output, ...ownStates(cell).map(({ name }) => name)]);
  return [...names].map((name) => ({
    from: name,
    node: { name: `${name}[t]`, role: 'given', note: name === cell.output ? 'output' : '' },
  }));
}

/** What a formula reads, and whether one of its uses is behind a matrix. */
function readsOf(expression: Expression, isWeighted: boolean): ReadonlyMap<string, boolean> {
  const name = nameOf(expression);
  if (name !== undefined) {
    return new Map([[name, isWeighted]]);
  }
  const isProduct = expression.kind === 'binary' && expression.operator === '@';
  const reads = new Map<string, boolean>();
  for (const part of partsOf(expression)) {
    for (const [inner, isInnerWeighted] of readsOf(part, isWeighted || isProduct)) {
      reads.set(inner, isInnerWeighted || reads.get(inner) === true);
    }
  }
  return reads;
}

function nameOf(part: Expression): string | undefined {
  switch (part.kind) {
    case 'name':
      return part.name;
    case 'previous':
      return `${part.name}[t-1]`;
    default:
      return undefined;
  }
}

function operationOf(expression: Expression): string {
  switch (expression.kind) {
    case 'call':
      return expression.function;
    case 'binary':
      return expression.operator === '*' ? '×' : expression.operator;
    case 'negate':
      return '−';
    default:
      return '=';
  }
}
