import type { TaggedSentence } from './parseTagged.ts';

/**
 * The accuracy of giving each token the tag that it has most often in the training part; a token that
 * the training part does not have gets the tag that is most frequent there. The first `skip` tokens of
 * each sentence do not count.
 */
export function mostFrequentTagAccuracy(
  train: readonly TaggedSentence[],
  part: readonly TaggedSentence[],
  skip: number,
): number {
  const all: TagCounts = new Map();
  const byToken = new Map<string, TagCounts>();
  for (const [token, tag] of countedTags(train, skip)) {
    const own = byToken.get(token) ?? new Map();
    byToken.set(token, own);
    own.set(tag, (own.get(tag) ?? 0) + 1);
    all.set(tag, (all.get(tag) ?? 0) + 1);
  }
  const guesses = new Map([...byToken].map(([token, counts]) => [token, mostFrequent(counts)]));
  const otherwise = mostFrequent(all);
  const tagged = [...countedTags(part, skip)];
  const right = tagged.filter(([token, tag]) => (guesses.get(token) ?? otherwise) === tag);
  return right.length / tagged.length;
}

type TagCounts = Map<string, number>;

function* countedTags(
  sentences: readonly TaggedSentence[],
  skip: number,
): Iterable<readonly [token: string, tag: string]> {
  for (const { tokens, tags } of sentences) {
    for (let step = skip; step < tokens.length; step++) {
      yield [tokens[step] as string, tags[step] as string];
    }
  }
}

/** Of tags that are equally frequent, the one that came first. */
function mostFrequent(counts: TagCounts): string {
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0])[0];
}
