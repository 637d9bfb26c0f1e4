import type { DataShape } from '../dataShape.ts';
import { type Dataset, eachPart, type Part } from '../dataset.ts';
import { noScaler } from '../scaler.ts';
import type { TokenText } from '../text/tokenize.ts';
import { placesIn } from '../text/vocabulary.ts';
import { type LanguageOptions, languageParts, streamLength } from './languageParts.ts';

/** One text, whose next token is predicted at every step. */
export interface LanguageDataset extends Dataset {
  readonly kind: 'language';
}

/** The model sees a token, and tells which one comes next. */
export function languageShape(vocabulary: readonly string[]): DataShape {
  return {
    input: { kind: 'tokens', names: vocabulary },
    output: { kind: 'classes', names: vocabulary, horizon: 1, steps: 'every', skip: 0 },
    ragged: false,
  };
}

/**
 * Each part as `streams` sequences of equal length that lie one behind the other in the text, so that
 * a batch of all of them goes through it in parallel; targets are the tokens one step later. Every
 * token must have a place in the vocabulary.
 */
export function buildLanguageDataset(
  text: TokenText,
  options: LanguageOptions,
  vocabulary: readonly string[],
  streams: number,
): LanguageDataset {
  const places = Float32Array.from(text.names, placesIn(vocabulary));
  const parts = languageParts(text, options.split);
  const part = (tokens: Int32Array): Part => {
    const encoded = Float32Array.from(tokens, (token) => places[token] as number);
    const length = streamLength(tokens, streams);
    return {
      sequences: Array.from({ length: length === 0 ? 0 : streams }, (_, stream) => ({
        length,
        inputs: encoded.subarray(stream * length, (stream + 1) * length),
        targets: encoded.subarray(stream * length + 1, (stream + 1) * length + 1),
      })),
    };
  };
  return {
    kind: 'language',
    shape: languageShape(vocabulary),
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: eachPart((name) => part(parts[name])),
  };
}
