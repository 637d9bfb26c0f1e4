import { capitalize } from '../base/capitalize.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { layerShapes, layerSummary, layerTraits, stepsSeen } from '../resolve/layerWords.ts';
import type { Layer } from '../resolve/model.ts';
import type { Outline } from '../resolve/outline.ts';
import { countFormula, countParameters } from './countFormula.ts';
import { cellTitle, describeEquations, type HoverOptions } from './describeCell.ts';
import { codeBlock, paragraphs } from './markdown.ts';
import { axesSentence } from './sequenceWords.ts';

/**
 * A layer of a spec as Markdown: its shapes, its parameters gate by gate, and the equations of its
 * cell. `undefined` where its sizes are unknown.
 */
export function describeLayer(
  { outline }: Analysis,
  specIndex: number,
  options: HoverOptions,
): string | undefined {
  const layers = outline.layers[specIndex]?.layers ?? [];
  const [first] = layers;
  if (!first) {
    return undefined;
  }
  const cell = first.kind === 'recurrent' ? first.cell : undefined;
  const traits = first.kind === 'recurrent' ? layerTraits(first) : [];
  return paragraphs([
    cell ? cellTitle(cell) : `**${first.kind}**: ${layerSummary(first)}.`,
    traits.length > 0 ? `${capitalize(traits.join('; '))}.` : undefined,
    codeBlock(layers.flatMap((layer) => shapeLines(outline, layer)).join('\n'), 'text'),
    axesSentence(outline),
    cell && describeEquations(cell, options),
  ]);
}

/** What goes through a layer, and how many parameters it has and why. */
function shapeLines(outline: Outline, layer: Layer): readonly string[] {
  const kinds = outline.parts.model.map((one) => one?.kind);
  const steps = stepsSeen(outline.shape?.output, kinds, layer.specIndex);
  const shapes = layerShapes(layer, steps).join(' → ');
  const count = countParameters([layer]).toLocaleString('en');
  const formula = countFormula(layer);
  return [
    `${layer.name}  ${shapes}  ${count} parameters`,
    ...(formula === '' ? [] : [`  = ${formula}`]),
  ];
}
