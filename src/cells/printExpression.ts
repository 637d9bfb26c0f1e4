import type { Expression } from './cell.ts';

/** A formula as text, every binary operation in brackets: equal formulas print alike. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'previous':
      return `${expression.name}[t-1]`;
    case 'negate':
      return `-${printExpression(expression.operand)}`;
    case 'call':
      return `${expression.function}(${expression.arguments.map(printExpression).join(', ')})`;
    case 'binary': {
      const { left, operator, right } = expression;
      return `(${printExpression(left)} ${operator} ${printExpression(right)})`;
    }
  }
}
