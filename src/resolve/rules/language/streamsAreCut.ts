import { countOf } from '../../../base/counts.ts';
import { errorAt, withFixes } from '../../../base/problem.ts';
import type { LanguageData } from '../../../spec/spec.ts';
import { relatedAt } from '../../relatedAt.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Time steps that may be trained on in one piece. */
const mostSteps = 1000;

/** A long text is gone through in stretches. */
export const streamsAreCut: TaskRule<LanguageData> = ({ document, spec, lengths }) => {
  const [steps = 0] = lengths?.train ?? [];
  const { batch, truncate } = spec.train;
  if (truncate !== undefined || steps <= mostSteps) {
    return [];
  }
  const message = `Each of the ${countOf(batch, 'stream')} ("batch") of the training part has ${countOf(steps, 'time step')}, too many to train on in one piece: write "truncate: 100" in "train"`;
  const related = relatedAt(document, 'data/file', 'The text is named here');
  const range = document.keyRangeOf('train');
  const problem = errorAt(range, 'train.truncate-missing', message, related);
  const fix = document.isWritten('train/truncate')
    ? document.replacement('train/truncate', '100')
    : document.addition('train', 'truncate: 100');
  return [withFixes(problem, [fix])];
};
