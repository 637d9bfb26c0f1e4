import { capitalize } from '../base/capitalize.ts';
import type { Cell, Expression } from '../cells/cell.ts';
import { printExpression } from '../cells/printExpression.ts';
import { partsOf } from '../cells/walk.ts';
import type { Parameter } from '../resolve/model.ts';

/**
 * What a stacked tensor of a cell does, in words, from the equations: `The input of this step, for
 * every gate`.
 */
export function parameterMeaning(cell: Cell, parameters: readonly Parameter[]): string {
  const gatesByUse = new Map<string, string[]>();
  for (const { local, inCell } of parameters) {
    const use = useOf(cell, local);
    gatesByUse.set(use, [...(gatesByUse.get(use) ?? []), inCell?.gate ?? local]);
  }
  const text = [...gatesByUse].map(([use, gates]) =>
    use === addition ? `${use} ${listGates(cell, gates)}` : `${use}, for ${listGates(cell, gates)}`,
  );
  return capitalize(text.join('; '));
}

const addition = 'added to';

/** What the parameter multiplies, or that it is added. */
function useOf(cell: Cell, parameter: string): string {
  for (const { expression } of cell.assignments) {
    const partner = findPartner(expression, parameter);
    if (partner) {
      return describeValue(cell, partner.value) + (partner.isElementwise ? ', one by one' : '');
    }
  }
  return addition;
}

interface Partner {
  readonly value: Expression;
  /** Whether each number multiplies one number, as the weights of a peephole do. */
  readonly isElementwise: boolean;
}

function findPartner(expression: Expression, parameter: string): Partner | undefined {
  const isParameter = (part: Expression) => part.kind === 'name' && part.name === parameter;
  if (expression.kind === 'binary' && ['@', '*'].includes(expression.operator)) {
    const { left, right, operator } = expression;
    if (isParameter(left) || isParameter(right)) {
      return { value: isParameter(left) ? right : left, isElementwise: operator === '*' };
    }
  }
  for (const part of partsOf(expression)) {
    const found = findPartner(part, parameter);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function describeValue(cell: Cell, value: Expression): string {
  if (value.kind === 'name' && value.name === 'x') {
    return 'the input of this step';
  }
  if (value.kind === 'previous' && value.name === cell.output) {
    return 'the output of the step before';
  }
  return `the value of ${printExpression(value).replace(/^\((.*)\)$/, '$1')}`;
}

/** `every gate` where all that look at the input are meant. */
function listGates(cell: Cell, gates: readonly string[]): string {
  const all = cell.parameters.filter(({ role }) => role === 'input').map(({ gate }) => gate);
  if (gates.length > 1 && all.length === gates.length && all.every((it) => gates.includes(it))) {
    return 'every gate';
  }
  return [gates.slice(0, -1).join(', '), gates.at(-1)].filter(Boolean).join(' and ');
}
