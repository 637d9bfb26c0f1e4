import { type ByPart, eachPart, type Part } from '../dataset.ts';
import { noScaler } from '../scaler.ts';
import { placesIn } from '../text/vocabulary.ts';
import { type ClassifyDataset, classifyShape } from './buildClassifyDataset.ts';
import type { LabelledText } from './parseLabelledTexts.ts';

/** Labelled texts by part. */
export type TextParts = ByPart<readonly LabelledText[]>;

/** The texts of each part; tokens and labels must have places in the lists. */
export function buildTextDataset(
  parts: TextParts,
  vocabulary: readonly string[],
  classes: readonly string[],
): ClassifyDataset {
  const tokenPlace = placesIn(vocabulary);
  const part = (texts: readonly LabelledText[]): Part => ({
    sequences: texts.map(({ label, tokens }) => ({
      length: tokens.length,
      inputs: Float32Array.from(tokens, tokenPlace),
      targets: Float32Array.of(classes.indexOf(label)),
    })),
  });
  return {
    kind: 'classify',
    shape: classifyShape('tokens', vocabulary, classes),
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: eachPart((name) => part(parts[name])),
  };
}
