import type { Analysis } from '../resolve/analysis.ts';
import { stepsSeen, tensorShape } from '../resolve/layerWords.ts';
import type { Layer } from '../resolve/model.ts';
import type { LayerOutline } from '../resolve/resolveLayers.ts';
import type { LayerSpec } from '../spec/spec.ts';
import type { SpecNode } from '../spec/tree.ts';
import { countFormula, countParameters } from './countFormula.ts';
import { codeBlock, paragraphs } from './markdown.ts';
import type { InlayHint, InlayHintSettings } from './provideInlayHints.ts';
import { axesSentence } from './sequenceWords.ts';

/** `[T, B, 100] · 40,800` behind each layer: the shape of its output and its parameters. */
export function layerHints(
  { document, outline }: Analysis,
  settings: Pick<InlayHintSettings, 'shapes' | 'parameters'>,
): readonly InlayHint[] {
  const list = document.nodeAt('model');
  if (list?.kind !== 'list') {
    return [];
  }
  const kinds = outline.parts.model.map((layer) => layer?.kind);
  const axes = axesSentence(outline);
  return outline.layers.flatMap((layer, index): readonly InlayHint[] => {
    const steps = stepsSeen(outline.shape?.output, kinds, index);
    const shape = layer.outputSize === undefined ? [] : [tensorShape(layer.outputSize, steps)];
    const words = [
      ...(settings.shapes ? shape : []),
      ...(settings.parameters ? countWords(outline.parts.model[index], layer) : []),
    ];
    const offset = hintOffset(document.text, list, index);
    return words.length === 0 || offset === undefined
      ? []
      : [{ offset, label: words.join(' · '), markdown: describeHint(axes, layer) }];
  });
}

/** The number of parameters, where the layer may have any. */
function countWords(spec: LayerSpec | undefined, { layers }: LayerOutline): readonly string[] {
  return layers && spec && 'trainable' in spec
    ? [countParameters(layers).toLocaleString('en')]
    : [];
}

function describeHint(axes: string, { layers = [] }: LayerOutline): string {
  const sums = layers.map(formulaLine).filter((line) => line !== undefined);
  return paragraphs([axes, sums.length === 0 ? undefined : codeBlock(sums.join('\n'), 'text')]);
}

/** `lstm.0: 4 gates × (100×1 + 100×100 + 100) = 40,800`; `undefined` for a layer without parameters. */
function formulaLine(layer: Layer): string | undefined {
  const formula = countFormula(layer);
  const count = countParameters([layer]).toLocaleString('en');
  return formula === '' ? undefined : `${layer.name}: ${formula} = ${count}`;
}

/**
 * Behind a layer with its options; behind its name where they are lines of their own. `undefined`
 * for one that an alias names, since it is written somewhere else.
 */
function hintOffset(
  text: string,
  list: Extract<SpecNode, { kind: 'list' }>,
  index: number,
): number | undefined {
  const node = list.items[index];
  const before = list.items[index - 1];
  if (!node || node.range.start < Math.max(list.range.start, before?.range.end ?? 0)) {
    return undefined;
  }
  const entry = node.kind === 'mapping' ? node.entries[0] : undefined;
  if (!entry || text.charAt(node.range.start) === '{') {
    return node.range.end;
  }
  const { keyRange, value } = entry;
  const between = text.slice(keyRange.end, value.range.start);
  const isBeside = value.range.start > keyRange.end && !/[\r\n]/.test(between);
  const written = /^\s*:(?:[ \t]*\*[^\s,\]}]+)?/.exec(text.slice(keyRange.end, keyRange.end + 200));
  return isBeside ? value.range.end : keyRange.end + (written?.[0].length ?? 0);
}
