import { errorAt, warningAt, withFixes } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** Clipping has a limit, and what a norm is taken over is said only where there is one. */
export const clipHasEffect: Rule = ({ document, spec }) => {
  const { clip } = spec.train;
  if (!clip || clip.norm !== undefined) {
    return [];
  }
  if (clip.value === undefined) {
    const message = `"clip" limits nothing: add "norm: 1" or "value: 0.5", or write "clip: none"`;
    const problem = errorAt(document.keyRangeOf('train/clip'), 'spec.missing-key', message);
    return [withFixes(problem, [document.addition('train/clip', 'norm: 1')])];
  }
  if (!document.isWritten('train/clip/per')) {
    return [];
  }
  const message = `"per: ${clip.per}" has no effect, because "clip" limits no norm: add "norm: 1", or remove "per"`;
  const problem = warningAt(document.keyRangeOf('train/clip/per'), 'spec.no-effect', message);
  const fixes = [document.addition('train/clip', 'norm: 1'), document.removal('train/clip/per')];
  return [withFixes(problem, fixes)];
};
