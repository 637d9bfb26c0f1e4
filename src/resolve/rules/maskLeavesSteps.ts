import { countOf } from '../../base/counts.ts';
import { errorAt, type Problem, warningAt } from '../../base/problem.ts';
import { partNames, partWord } from '../../data/dataset.ts';
import { relatedData } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** A mask leaves time steps that count: in each part, and in each sequence to learn from. */
export const maskLeavesSteps: Rule = ({ document, shape, lengths }) => {
  const skip = shape?.output.skip ?? 0;
  if (!lengths || skip === 0) {
    return [];
  }
  const range = document.rangeOf('data/mask/first');
  const steps = countOf(skip, 'time step');
  return partNames.flatMap((name): readonly Problem[] => {
    const all = lengths[name];
    const empty = all.filter((length) => length <= skip).length;
    const part = partWord(name);
    const related = relatedData(document, name, 'The sequences come from here');
    if (empty > 0 && empty === all.length) {
      const longest = all.reduce((most, length) => Math.max(most, length), 0);
      const message = `A mask of the first ${steps} leaves nothing of the ${part} part, whose longest sequence has ${longest}: mask fewer`;
      return [errorAt(range, 'data.nothing-counts', message, related)];
    }
    if (empty > 0 && name === 'train') {
      const message = `A mask of the first ${steps} leaves nothing of ${empty} of the ${countOf(all.length, 'training sequence')}: mask fewer, or remove what is so short`;
      return [warningAt(range, 'data.nothing-counts', message, related)];
    }
    return [];
  });
};
