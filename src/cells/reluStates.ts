import type { Cell, Expression } from './cell.ts';
import { partsOf, walkExpression } from './walk.ts';

/**
 * States that go into themselves through relu with nothing on the way that limits them: such a
 * recurrence may grow at every step, and its gradient with it (Le et al. 2015, section 3).
 */
export function reluStates({ states, assignments }: Cell): readonly string[] {
  const isRelu = (part: Expression) => part.kind === 'call' && part.function === 'relu';
  if (!assignments.some(({ expression }) => [...walkExpression(expression)].some(isRelu))) {
    return [];
  }
  const growths = new Map<string, Growth>();
  for (const { name, expression } of assignments) {
    growths.set(name, growthOf(expression, growths));
  }
  return states.map(({ name }) => name).filter((name) => growths.get(name)?.byRelu.has(name));
}

/** The states of the step before that a value grows with. */
interface Growth {
  readonly by: ReadonlySet<string>;
  /** Those that come through relu. */
  readonly byRelu: ReadonlySet<string>;
}

const none: Growth = { by: new Set(), byRelu: new Set() };

const limits: ReadonlySet<string> = new Set(['sigmoid', 'tanh', 'layer_norm', 'min']);

/** `above` are the values that are assigned before. */
function growthOf(expression: Expression, above: ReadonlyMap<string, Growth>): Growth {
  if (expression.kind === 'previous') {
    return { by: new Set([expression.name]), byRelu: none.byRelu };
  }
  if (expression.kind === 'name') {
    return above.get(expression.name) ?? none;
  }
  if (expression.kind === 'call' && limits.has(expression.function)) {
    return none;
  }
  const parts = partsOf(expression).map((part) => growthOf(part, above));
  const by = new Set(parts.flatMap((part) => [...part.by]));
  const isRelu = expression.kind === 'call' && expression.function === 'relu';
  return { by, byRelu: isRelu ? by : new Set(parts.flatMap((part) => [...part.byRelu])) };
}
