import { errorAt, type Problem, warningAt, withFixes } from '../../base/problem.ts';
import { clipGroup } from '../clipGroup.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** Clipping has a limit, and what a norm is taken over is said only where it parts the gradient. */
export const clipHasEffect: Rule = (context) => {
  const { document, spec } = context;
  const { clip } = spec.train;
  if (!clip) {
    return [];
  }
  if (clip.norm === undefined && clip.value === undefined) {
    const message = `"clip" limits nothing: add "norm: 1" or "value: 0.5", or write "clip: none"`;
    const problem = errorAt(document.keyRangeOf('train/clip'), 'spec.missing-key', message);
    return [withFixes(problem, [document.addition('train/clip', 'norm: 1')])];
  }
  if (!document.isWritten('train/clip/per')) {
    return [];
  }
  const removal = document.removal('train/clip/per');
  if (clip.norm === undefined) {
    const problem = idle(context, '"clip" limits no norm: add "norm: 1", or remove "per"');
    return [withFixes(problem, [document.addition('train/clip', 'norm: 1'), removal])];
  }
  // A layer that is not trained has no gradient.
  const trained = (context.parameters ?? []).filter(({ parameter }) => parameter.trainable);
  const groups = new Set(trained.map(({ parameter }) => clipGroup(parameter, clip.per)));
  return clip.per !== 'all' && groups.size === 1
    ? [withFixes(idle(context, 'all that is trained has one norm: remove "per"'), [removal])]
    : [];
};

function idle({ document, spec }: RuleContext, reason: string): Problem {
  const message = `"per: ${spec.train.clip?.per}" has no effect, because ${reason}`;
  return warningAt(document.keyRangeOf('train/clip/per'), 'spec.no-effect', message);
}
