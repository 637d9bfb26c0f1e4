import { countOf } from '../base/counts.ts';
import { errorAt, type Problem, warningAt, withFixes } from '../base/problem.ts';
import { placesIn } from '../data/text/vocabulary.ts';
import type { RuleContext } from './ruleContext.ts';

/** What a spec says of the tokens that its model knows. */
export interface VocabularySpec {
  readonly min_count: number;
  readonly vocabulary: readonly string[] | undefined;
}

/** More would make the stored spec larger than a spec may be. */
const mostTokens = 50_000;

/**
 * Judges a vocabulary by the tokens that occur: one that is stated has a place for each of them, and
 * one that follows from the data is not too large.
 */
export function judgeVocabulary(
  { document }: RuleContext,
  { min_count: minCount, vocabulary }: VocabularySpec,
  found: readonly string[],
  occurring: Iterable<string>,
): readonly Problem[] {
  if (!vocabulary) {
    const message = `The text has ${countOf(found.length, 'token')}, but at most ${mostTokens.toLocaleString('en')} can be known: raise "min_count", so that rare ones become "<unknown>"`;
    return found.length <= mostTokens
      ? []
      : [errorAt(document.rangeOf('data/min_count'), 'data.too-large', message)];
  }
  const problems: Problem[] = [];
  if (minCount > 1) {
    const message =
      '"min_count" has no effect beside "vocabulary", which says what is known: leave one of them out';
    const problem = warningAt(document.keyRangeOf('data/min_count'), 'spec.no-effect', message);
    const removals = [document.removal('data/min_count'), document.removal('data/vocabulary')];
    problems.push(withFixes(problem, removals));
  }
  const placeOf = placesIn(vocabulary);
  const [first, ...more] = [...occurring].filter((name) => placeOf(name) < 0);
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` and ${countOf(more.length, 'more token')}`;
    const message = `"vocabulary" does not list ${JSON.stringify(first)}${others}, which the data holds: add ${more.length === 0 ? 'it' : 'them'}, or "<unknown>"`;
    problems.push(errorAt(document.rangeOf('data/vocabulary'), 'data.unknown-token', message));
  }
  return problems;
}
