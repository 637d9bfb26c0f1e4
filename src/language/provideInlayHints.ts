import type { Analysis } from '../resolve/analysis.ts';
import { dataHints } from './dataHints.ts';
import { layerHints } from './layerHints.ts';

/** Words that an editor shows within the text, without their being in it. */
export interface InlayHint {
  /** The offset that it stands behind. */
  readonly offset: number;
  readonly label: string;
  /** What it means, as Markdown. */
  readonly markdown: string;
}

/** Which hints are shown; settings of the editor have the same names. */
export interface InlayHintSettings {
  /** `[T, B, 100]` behind a layer. */
  readonly shapes: boolean;
  /** `40,800` behind a layer. */
  readonly parameters: boolean;
  /** How many sequences of how many time steps the data has, behind its file. */
  readonly sequences: boolean;
}

/** All hints. */
export const allInlayHints: InlayHintSettings = { shapes: true, parameters: true, sequences: true };

/**
 * The shapes and parameter counts of layers, and what the data gives, in the order of the file. What
 * can be known is shown, also where another part of the spec is broken.
 */
export function provideInlayHints(
  analysis: Analysis,
  settings: InlayHintSettings,
): readonly InlayHint[] {
  const hints = [
    ...(settings.sequences ? dataHints(analysis) : []),
    ...layerHints(analysis, settings),
  ];
  return hints.toSorted((a, b) => a.offset - b.offset);
}
