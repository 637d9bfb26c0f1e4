import type { ByPart } from '../dataset.ts';
import type { TokenText } from '../text/tokenize.ts';
import { chooseVocabulary } from '../text/vocabulary.ts';

/** What a spec of `task: language` says of its data. */
export interface LanguageOptions {
  /** Shares of train, validation and test, in the order of the text; they sum to 1. */
  readonly split: readonly [number, number, number];
  /** Tokens that are rarer in the training part are unknown. */
  readonly min_count: number;
}

/** The tokens of each part, one behind the other in the text. */
export function languageParts(
  { tokens }: TokenText,
  [train, validation]: LanguageOptions['split'],
): ByPart<Int32Array> {
  const trainEnd = Math.round(tokens.length * train);
  const validationEnd = Math.max(trainEnd, Math.round(tokens.length * (train + validation)));
  return {
    train: tokens.subarray(0, trainEnd),
    validation: tokens.subarray(trainEnd, validationEnd),
    test: tokens.subarray(validationEnd),
  };
}

/** The tokens that a model of the text knows. */
export function languageVocabulary(
  text: TokenText,
  { split, min_count: minCount }: LanguageOptions,
): readonly string[] {
  const counts = new Float64Array(text.names.length);
  for (const token of languageParts(text, split).train) {
    counts[token] = (counts[token] ?? 0) + 1;
  }
  const seen = text.names.flatMap((name, place): [string, number][] => {
    const count = counts[place] ?? 0;
    return count > 0 ? [[name, count]] : [];
  });
  return chooseVocabulary(new Map(seen), minCount, text.names);
}

/**
 * The time steps of each of as many parallel streams as fit into a part: one token less than it has,
 * since the last one is only a target. What is left over at the end is not used.
 */
export function streamLength(part: Int32Array, streams: number): number {
  return Math.max(0, Math.floor((part.length - 1) / streams));
}
