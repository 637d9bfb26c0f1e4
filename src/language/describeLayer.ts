import { capitalize } from '../base/capitalize.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Cell } from '../cells/cell.ts';
import { layerShapes, layerSummary, layerTraits } from '../resolve/layerWords.ts';
import type { Layer, Model } from '../resolve/model.ts';
import { codeBlock, escapeMarkdown, paragraphs } from './markdown.ts';

/** A layer of a spec as Markdown: its shapes, its parameters, and the equations of its cell. */
export function describeLayer(model: Model, specIndex: number): string | undefined {
  const layers = model.layers.filter((layer) => layer.specIndex === specIndex);
  const [first] = layers;
  if (!first) {
    return undefined;
  }
  return paragraphs([
    first.kind === 'recurrent'
      ? cellTitle(first.cell)
      : `**${first.kind}**: ${layerSummary(first)}.`,
    first.kind === 'recurrent' && layerTraits(first).length > 0
      ? `${capitalize(layerTraits(first).join('; '))}.`
      : undefined,
    codeBlock(layers.map((layer) => shapeLine(model, layer)).join('\n')),
    `T is time${lengthOf(model)}, B the batch.`,
    first.kind === 'recurrent' ? codeBlock(first.cell.equations) : undefined,
  ]);
}

function lengthOf({ spec }: Model): string {
  return spec.data.kind === 'forecast' ? ` (the window, ${spec.data.window} steps)` : '';
}

/** A cell as Markdown: its summary, states, parameters and equations. */
export function describeCell(cell: Cell): string {
  const states = cell.states.map((state) => state.name).join(', ');
  const parameters = cell.parameters.map(({ name, shape }) => `${name} [${shape.join(', ')}]`);
  return paragraphs([
    cellTitle(cell),
    `States: ${states === '' ? 'none' : states}.  \nParameters: ${parameters.length}.`,
    codeBlock(parameters.join('\n')),
    codeBlock(cell.equations),
  ]);
}

function cellTitle(cell: Cell): string {
  const summary = cell.summary === '' ? '' : `: ${escapeMarkdown(cell.summary)}`;
  const source = cell.source === '' ? '' : `  \n*${escapeMarkdown(cell.source)}*`;
  return `**${escapeMarkdown(cell.name)}**${summary}${source}`;
}

function shapeLine(model: Model, layer: Layer): string {
  const count = model.parameters
    .filter((parameter) => parameter.layer === layer.name)
    .reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
  const shapes = layerShapes(layer).join(' → ');
  return `${layer.name}  ${shapes}  ${count.toLocaleString('en')} parameters`;
}
