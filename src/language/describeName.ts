import type { Cell, CellParameter, SizeName } from '../cells/cell.ts';
import { equationLines } from '../cells/equationLines.ts';
import { equationNames } from '../cells/equationNames.ts';
import { cellFunctions, functionNames } from '../cells/functions.ts';
import { stemOf } from '../cells/parseCell.ts';
import { lengthsOf, sizeOfValue } from '../cells/sizes.ts';
import type { Analysis } from '../resolve/analysis.ts';
import type { RecurrentLayer } from '../resolve/model.ts';
import { describeOption } from './describeOption.ts';
import { codeBlock, codeSpan, paragraphs } from './markdown.ts';
import { type CellName, equationTexts, type NameKind } from './symbols/cellNames.ts';
import type { IndexedCell, Occurrence } from './symbols/occurrence.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/**
 * A name inside a cell as Markdown: what it is, how large in words and in the layers of this spec,
 * and the equation that makes it. `undefined` for a cell itself and for what is unknown.
 */
export function describeName(analysis: Analysis, occurrence: Occurrence): string | undefined {
  const { cells } = symbolIndex(analysis);
  const texts = occurrence.cells.flatMap((name) => {
    const cell = cells.get(name);
    return (cell && textIn(analysis, cell, occurrence)) ?? [];
  });
  return texts.length === 0 ? undefined : [...new Set(texts)].join('\n\n---\n\n');
}

function textIn(
  { outline }: Analysis,
  cell: IndexedCell,
  { name, access, kind }: Occurrence,
): string | undefined {
  const layers = outline.layers
    .flatMap((one) => one.layers ?? [])
    .filter((layer) => layer.kind === 'recurrent')
    .filter((layer) => layer.cell.name === cell.name);
  const found = cell.names.get(name);
  const option = cell.definition?.options[name];
  if (option && Object.hasOwn(cell.definition?.options ?? {}, name)) {
    return describeOption(name, option);
  }
  if (kind === 'function') {
    return functionText(name);
  }
  if (!found) {
    return stemText(cell, name);
  }
  switch (found.kind) {
    case 'size':
      return sizeText(name, layers);
    case 'parameter':
      return parameterText(cell, found, layers);
    default:
      return valueText(cell, found, access, layers);
  }
}

function functionText(name: string): string | undefined {
  const known = functionNames.find((one) => one === name);
  if (!known) {
    return undefined;
  }
  const { least, most, meaning } = cellFunctions[known];
  const call = least < most ? 'a, b, …' : most === 2 ? 'a, b' : 'a';
  return `${codeSpan(`${name}(${call})`)}: ${meaning}.`;
}

/** A key of `init` that stands for all parameters whose names begin so. */
function stemText({ names, name: cell }: IndexedCell, stem: string): string | undefined {
  const meant = [...names.values()].filter(
    ({ name, kind }) => kind === 'parameter' && stemOf(name) === stem,
  );
  return meant.length === 0
    ? undefined
    : `${codeSpan(stem)} stands for ${meant.map((one) => titleOf(one)).join(', ')} of ${codeSpan(cell)}.`;
}

function sizeText(name: string, layers: readonly RecurrentLayer[]): string {
  const meaning = Object.hasOwn(sizeMeanings, name) ? sizeMeanings[name] : 'a size of the cell';
  return paragraphs([
    `${codeSpan(name)}: ${meaning}.`,
    inLayers(layers, ({ sizes }) => sizes[name]?.toLocaleString('en')),
  ]);
}

const sizeMeanings: Readonly<Record<string, string>> = {
  input: 'how many numbers go into the layer at each time step',
  hidden: 'the width of the layer, which its key `hidden` gives',
};

function parameterText(
  cell: IndexedCell,
  found: CellName,
  layers: readonly RecurrentLayer[],
): string {
  const { name, parameter } = found;
  const what = parameter?.shape.length === 1 ? 'a trained vector' : 'a trained matrix';
  const role = parameter ? ` of ${codeSpan(parameter.gate)}, ${roles[parameter.role]}` : '';
  const shapeIn = (plain: Cell) => plain.parameters.find((one) => one.name === name)?.shape;
  return paragraphs([
    `${titleOf(found)}: ${parameter ? what : 'a trained parameter'}${role}.`,
    inLayers(layers, (layer) => lengthsText(shapeIn(layer.cell), layer)),
    linesOf(cell, name, 'anywhere'),
  ]);
}

const roles: Readonly<Record<CellParameter['role'], string>> = {
  input: 'multiplied by the input of this step',
  recurrent: 'multiplied by what comes from the step before',
  peephole: 'multiplied by a state, element by element',
  bias: 'added',
};

function valueText(
  cell: IndexedCell,
  found: CellName,
  access: Occurrence['access'],
  layers: readonly RecurrentLayer[],
): string {
  const { name, kind } = found;
  const isPrevious = access === 'previous';
  const meaning = isPrevious ? previousMeanings[name === 'x' ? 'x' : 'state'] : valueMeanings[kind];
  const output =
    !isPrevious && cell.definition?.output === name ? ', and what the layer gives' : '';
  return paragraphs([
    `${titleOf(found, isPrevious ? '[t-1]' : '')}: ${meaning}${output}.`,
    inLayers(layers, (layer) => lengthsText([sizeOfValue(layer.cell, name)], layer)),
    linesOf(cell, name, 'assigned'),
  ]);
}

const previousMeanings = {
  x: 'the input of the step before, 0 at the first step',
  state: 'a state as the step before left it; at the first step the initial state',
} as const;

const valueMeanings: Readonly<Record<NameKind, string>> = {
  state: 'a state, which the next step reads',
  gate: 'a gate, between 0 and 1',
  candidate: 'a candidate: the outcome of a squashing function',
  value: 'a value within the step',
  input: 'the input of this step',
  cell: 'a cell',
  layer: 'a layer',
  parameter: 'a trained parameter',
  size: 'a size',
  option: 'an option',
  function: 'a function',
};

/** `W_i` `[hidden, input]` */
function titleOf({ name, shape }: CellName, step = ''): string {
  const words = shape ? ` ${codeSpan(`[${shape.join(', ')}]`)}` : '';
  return `${codeSpan(`${name}${step}`)}${words}`;
}

function lengthsText(
  shape: readonly SizeName[] | undefined,
  { sizes }: RecurrentLayer,
): string | undefined {
  return shape && `[${lengthsOf(shape, sizes).join(', ')}]`;
}

/** `lstm.0: [100, 1], lstm.1: [100, 100]` */
function inLayers(
  layers: readonly RecurrentLayer[],
  textOf: (layer: RecurrentLayer) => string | undefined,
): string | undefined {
  const texts = layers.flatMap((layer) => {
    const text = textOf(layer);
    return text === undefined ? [] : [`${layer.name}: ${text}`];
  });
  return texts.length === 0 ? undefined : `In this spec ${texts.join(', ')}.`;
}

/** The equations that assign a name, or that have it anywhere. */
function linesOf(
  { definition }: IndexedCell,
  name: string,
  where: 'assigned' | 'anywhere',
): string | undefined {
  const texts = definition ? equationTexts(definition).map(({ text }) => text) : [];
  const lines = texts.flatMap((text) =>
    equationLines(text)
      .map((line) => ({ ...line, text: text.slice(line.range.start, line.range.end) }))
      .filter((line) =>
        where === 'assigned'
          ? line.name === name
          : equationNames(line.text).some((one) => one.name === name),
      ),
  );
  return lines.length === 0 ? undefined : codeBlock(lines.map(({ text }) => text).join('\n'));
}
