import { countOf } from '../../../base/counts.ts';
import { type Problem, warningAt, withFixes } from '../../../base/problem.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable, numbersOf, type UsedColumn, wholeColumns } from '../../dataFacts.ts';
import { relatedAt } from '../../relatedAt.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Shifts that are tried in all; more columns than that leave nothing to be told by hand. */
const mostShifts = 100_000;

/** No input holds what a target holds some rows later, within the horizon. */
export const targetsAreUnseen: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  const { inputs, targets, horizon } = data;
  if (!table) {
    return [];
  }
  const used = wholeColumns(data, table);
  const most = Math.min(horizon, Math.ceil(mostShifts / (inputs.length * targets.length)));
  const inputColumns = used.filter(({ path }) => path.startsWith('data/inputs/'));
  return inputColumns.flatMap((input): readonly Problem[] => {
    const others = used.filter(({ name }) => targets.includes(name) && name !== input.name);
    for (const target of others) {
      const shift = shiftBetween(input, target, most);
      if (shift !== undefined) {
        const message = `Column "${input.name}" holds in each row what "${target.name}" holds ${countOf(shift, 'row')} later, so the model sees what it is to predict: remove it from "inputs"`;
        const related = relatedAt(document, target.path, `"${target.name}" is to be predicted`);
        const range = document.rangeOf(input.path);
        const problem = warningAt(range, 'data.shows-targets', message, related);
        return [withFixes(problem, [document.removal(input.path)])];
      }
    }
    return [];
  });
};

/** By how many rows the input is ahead of the target; `undefined` where it is not. */
function shiftBetween(input: UsedColumn, target: UsedColumn, most: number): number | undefined {
  const seen = input.column && numbersOf(input.column).values;
  const asked = target.column && numbersOf(target.column).values;
  if (!seen || !asked || asked.every((value) => value === asked[0])) {
    return undefined;
  }
  for (let shift = 1; shift <= Math.min(most, asked.length / 2); shift++) {
    const compared = asked.subarray(shift);
    if (compared.every((value, row) => value === seen[row])) {
      return shift;
    }
  }
  return undefined;
}
