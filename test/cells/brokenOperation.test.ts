import { describe, expect, test } from 'vitest';
import { brokenOperation } from '../../src/cells/brokenOperation.ts';
import { printExpression } from '../../src/cells/printExpression.ts';
import { makeCell } from './runCell.ts';

const numbers: Readonly<Record<string, readonly number[]>> = {
  x: [1, 2],
  p: [1, 2],
  W: [1, 0, 3e38, 3e38],
  b: [0, -1],
  zero: [0, 0],
  large: [90, 1],
  h: [1e30, 1],
};

function brokenIn(equation: string) {
  const { assignments } = makeCell(`h = ${equation}`);
  const read = (name: string) => numbers[name] ?? [];
  const expression = assignments[0]?.expression;
  const found = expression && brokenOperation(expression, { named: read, before: read });
  return found && [printExpression(found.expression), found.value];
}

describe('brokenOperation', () => {
  test.each<[string, [string, number] | undefined]>([
    ['tanh(b + p) * h[t-1]', undefined],
    ['sigmoid(exp(large) - p)', ['exp(large)', Infinity]],
    // Within a double, but not within float32.
    ['h[t-1] * h[t-1] + b', ['(h[t-1] * h[t-1])', Infinity]],
    ['W @ x + b', ['(W @ x)', Infinity]],
    ['p / zero', ['(p / zero)', Infinity]],
    ['log(zero) - log(zero)', ['log(zero)', -Infinity]],
    ['sqrt(b)', ['sqrt(b)', NaN]],
    ['b + 1 / (p - p)', ['(1 / (p - p))', Infinity]],
    ['max(p, log(b))', ['log(b)', -Infinity]],
  ])('%s', (equation, expected) => {
    expect(brokenIn(equation)).toEqual(expected);
  });
});
