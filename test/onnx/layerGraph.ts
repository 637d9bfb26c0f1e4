import { present } from '../../src/base/invariant.ts';
import type { Cell, Expression } from '../../src/cells/cell.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Graph, Value } from '../../src/graph/graph.ts';

/**
 * A cell over all time steps as a graph, formula by formula: inputs `x` `[T, B, I]` and the
 * parameters by name, one output `[T, B, H]`.
 */
export function layerGraph(
  cell: Cell,
  sizes: { readonly input: number; readonly hidden: number },
): Graph {
  const b = new GraphBuilder();
  const shapes = new Map(
    cell.parameters.map(({ name, shape }) => [name, shape.map((size) => sizes[size])]),
  );
  const zeros = cell.states.map(() => b.expand(b.constant(0), ['B', sizes.hidden]));
  const x = b.input('x', ['T', 'B', sizes.input]);
  const parameters = [...shapes].map(([name, shape]) => b.input(name, shape));
  const body = stepGraph(cell, sizes, shapes);
  const attributes = { states: zeros.length, sequences: 1, reverse: false, time: 'T' };
  const outputs = b.applyAll('scan', [...zeros, x, ...parameters], { body, ...attributes });
  const value = present(outputs[zeros.length], 'the stacked output');
  return b.finish(cell.name, [{ name: 'y', value }], [x, ...parameters]);
}

function stepGraph(
  cell: Cell,
  sizes: { readonly input: number; readonly hidden: number },
  shapes: ReadonlyMap<string, readonly number[]>,
): Graph {
  const b = new GraphBuilder();
  const before = cell.states.map(({ name }) => b.input(`${name}[t-1]`, ['B', sizes.hidden]));
  const x = b.input('x', ['B', sizes.input]);
  const parameters = [...shapes].map(([name, shape]) => b.input(name, shape));
  const values = new Map<string, Value>([['x', x]]);
  cell.parameters.forEach(({ name }, index) => {
    values.set(name, present(parameters[index], name));
  });
  const previous = new Map(cell.states.map(({ name }, index) => [name, before[index] as Value]));
  for (const { name, expression } of cell.assignments) {
    const value = lower(b, expression, values, previous);
    values.set(name, b.expand(value, ['B', sizes.hidden]));
  }
  const named = (name: string) => present(values.get(name), name);
  const outputs = cell.states.map(({ name }) => ({ name: `next.${name}`, value: named(name) }));
  const all = [...outputs, { name: 'y', value: named(cell.output) }];
  return b.finish('step', all, [...before, x, ...parameters]);
}

function lower(
  b: GraphBuilder,
  expression: Expression,
  values: ReadonlyMap<string, Value>,
  previous: ReadonlyMap<string, Value>,
): Value {
  const part = (inner: Expression) => lower(b, inner, values, previous);
  switch (expression.kind) {
    case 'number':
      return b.constant(expression.value);
    case 'name':
      return present(values.get(expression.name), expression.name);
    case 'previous':
      return present(previous.get(expression.name), expression.name);
    case 'negate':
      return b.unary('negate', part(expression.operand));
    case 'call':
      return b.unary(expression.function, part(expression.argument));
    case 'binary': {
      const [left, right] = [part(expression.left), part(expression.right)];
      switch (expression.operator) {
        case '@':
          return b.matmul(right, b.transposeMatrix(left));
        case '+':
          return b.add(left, right);
        case '-':
          return b.subtract(left, right);
        case '*':
          return b.multiply(left, right);
        case '/':
          return b.divide(left, right);
      }
    }
  }
}
