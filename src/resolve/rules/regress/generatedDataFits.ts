import { countOf } from '../../../base/counts.ts';
import { errorAt } from '../../../base/problem.ts';
import type { RegressGenerated } from '../../../spec/spec.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** About 1 GB of numbers. */
const mostSteps = 100_000_000;

/** Generated sequences fit into memory. */
export const generatedDataFits: TaskRule<RegressGenerated> = ({ document }, { generate }) => {
  const { kind, steps, train, validation, test } = generate;
  const all = steps * (train + validation + test);
  if (all <= mostSteps) {
    return [];
  }
  const message = `Toy problem "${kind}" has ${countOf(all, 'time step')} in all, but at most ${mostSteps.toLocaleString('en')} can be held: ask for fewer or shorter sequences`;
  return [errorAt(document.rangeOf(`data/generate/${kind}/steps`), 'data.too-large', message)];
};
