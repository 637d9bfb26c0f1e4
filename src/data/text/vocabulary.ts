/** What stands for every token that is not in a vocabulary. */
export const unknownToken = '<unknown>';

/**
 * The tokens that a model knows: those that occur at least `minCount` times in the training part, the
 * most frequent first, those that are equally frequent by their characters. Where any other token
 * occurs, in whatever part, `<unknown>` stands at the front for it.
 */
export function chooseVocabulary(
  trainingCounts: ReadonlyMap<string, number>,
  minCount: number,
  all: Iterable<string>,
): readonly string[] {
  const known = [...trainingCounts]
    .filter(([, count]) => count >= minCount)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([name]) => name);
  const names = new Set(known);
  const needsUnknown = !names.has(unknownToken) && [...all].some((name) => !names.has(name));
  return needsUnknown ? [unknownToken, ...known] : known;
}

/** The vocabulary of a training part of several pieces; `occurring` are the tokens of all parts. */
export function vocabularyOf(
  training: readonly { readonly tokens: readonly string[] }[],
  minCount: number,
  occurring: Iterable<string>,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { tokens } of training) {
    for (const token of tokens) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  return chooseVocabulary(counts, minCount, occurring);
}

/** A function from a token to its place in a vocabulary; -1 where it has none and knows no unknown. */
export function placesIn(vocabulary: readonly string[]): (name: string) => number {
  const places = new Map(vocabulary.map((name, place) => [name, place]));
  const unknown = places.get(unknownToken) ?? -1;
  return (name) => places.get(name) ?? unknown;
}
