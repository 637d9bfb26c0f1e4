import type { Expression } from './cell.ts';

/** The direct parts of a formula, from left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
    case 'previous':
      return [];
    case 'negate':
      return [expression.operand];
    case 'call':
      return expression.arguments;
    case 'binary':
      return [expression.left, expression.right];
  }
}

/** The formula and everything inside it, outermost first, from left to right. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) {
    yield* walkExpression(part);
  }
}
