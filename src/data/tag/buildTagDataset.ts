import type { DataShape } from '../dataShape.ts';
import { type ByPart, type Dataset, eachPart, type Part } from '../dataset.ts';
import { noScaler } from '../scaler.ts';
import { placesIn } from '../text/vocabulary.ts';
import type { TaggedSentence } from './parseTagged.ts';

/** What a spec of `task: tag` says of its data. */
export interface TagOptions {
  readonly vocabulary: readonly string[];
  readonly tags: readonly string[];
  /** Steps at the start of each sentence that the loss does not count. */
  readonly skip: number;
}

/** Tagged sentences by part. */
export type TaggedParts = ByPart<readonly TaggedSentence[]>;

/** Sentences, in which each token has a tag. */
export interface TagDataset extends Dataset {
  readonly kind: 'tag';
  /** Tokens and tags as they are written. */
  readonly sentences: TaggedParts;
}

/** The model sees a token, and tells its tag. */
export function tagShape({ vocabulary, tags, skip }: TagOptions): DataShape {
  return {
    input: { kind: 'tokens', names: vocabulary },
    output: { kind: 'classes', names: tags, horizon: 1, steps: 'every', skip },
    ragged: true,
  };
}

/** The sentences of each part; tokens and tags must have places in the lists. */
export function buildTagDataset(parts: TaggedParts, options: TagOptions): TagDataset {
  const tokenPlace = placesIn(options.vocabulary);
  const tagPlace = placesIn(options.tags);
  const part = (sentences: readonly TaggedSentence[]): Part => ({
    sequences: sentences.map(({ tokens, tags }) => ({
      length: tokens.length,
      inputs: Float32Array.from(tokens, tokenPlace),
      targets: Float32Array.from(tags, tagPlace),
    })),
  });
  return {
    kind: 'tag',
    sentences: parts,
    shape: tagShape(options),
    inputScaler: noScaler,
    targetScaler: noScaler,
    parts: eachPart((name) => part(parts[name])),
  };
}

/** The tags of the training part, by their characters. */
export function tagNames({ train }: TaggedParts): readonly string[] {
  const names = new Set<string>();
  for (const { tags } of train) {
    for (const tag of tags) {
      names.add(tag);
    }
  }
  return [...names].sort();
}
