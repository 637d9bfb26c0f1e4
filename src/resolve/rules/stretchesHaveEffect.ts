import { countOf } from '../../base/counts.ts';
import {
  errorAt,
  type Problem,
  type RelatedPlace,
  warningAt,
  withFixes,
} from '../../base/problem.ts';
import { lengthRange } from '../../data/lengthRange.ts';
import type { SpecDocument } from '../../spec/specDocument.ts';
import { relatedAt, relatedData } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/**
 * Sequences can be cut where every step has an output; states can be carried where they are cut.
 */
export const stretchesHaveEffect: Rule = ({ document, spec, shape, lengths }) => {
  const { truncate } = spec.train;
  const problems: Problem[] = [];
  const longest = lengths ? lengthRange(lengths.train).longest : Infinity;
  if (truncate !== undefined && shape?.output.steps === 'last') {
    const message = `"truncate" cannot be used in task "${spec.task}", whose one output comes after the last time step, so that its gradient must flow back from there: leave it out`;
    problems.push(tooLong(document, message, relatedAt(document, 'task', 'The task is set here')));
  }
  if (truncate !== undefined && shape?.output.steps === 'every' && truncate >= longest) {
    const message = `Truncation after ${countOf(truncate, 'time step')} has no effect, because the longest training sequence has ${longest}: make it shorter, or write "truncate: none"`;
    const related = relatedData(document, 'train', 'The sequences come from here');
    problems.push(tooLong(document, message, related));
  }
  if (truncate === undefined && document.isWritten('train/carry')) {
    const message =
      '"carry" has no effect without "truncate", because whole sequences begin with their initial states: remove it';
    const problem = warningAt(document.keyRangeOf('train/carry'), 'spec.no-effect', message);
    problems.push(withFixes(problem, [document.removal('train/carry')]));
  }
  return problems;
};

function tooLong(
  document: SpecDocument,
  message: string,
  related: readonly RelatedPlace[],
): Problem {
  const range = document.rangeOf('train/truncate');
  const problem = errorAt(range, 'train.truncate-too-long', message, related);
  return withFixes(problem, [document.removal('train/truncate')]);
}
