import type { NamedSequence } from '../namedSequence.ts';
import { type Parsed, unreadable } from '../parsed.ts';
import { placesIn } from './vocabulary.ts';

/** Lists of tokens as sequences, where the vocabulary has a place for each token. */
export function tokenSequences(
  texts: readonly (readonly string[])[],
  vocabulary: readonly string[],
): Parsed<readonly NamedSequence[]> {
  const placeOf = placesIn(vocabulary);
  const strange = texts.flat().find((token) => placeOf(token) < 0);
  if (strange !== undefined) {
    return unreadable(
      `It holds ${JSON.stringify(strange)}, which the model does not know: leave it out`,
    );
  }
  const sequences = texts.map((tokens, index) => ({
    label: `${index + 1}`,
    steps: tokens,
    length: tokens.length,
    inputs: Float32Array.from(tokens, placeOf),
  }));
  return { kind: 'read', value: sequences.filter(({ length }) => length > 0) };
}
