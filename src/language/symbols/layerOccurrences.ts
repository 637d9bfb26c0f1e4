import { stemOf } from '../../cells/parseCell.ts';
import { layerKinds } from '../../spec/declarations/modelKeys.ts';
import { recurrentKeys } from '../../spec/declarations/recurrentKeys.ts';
import type { SpecDocument } from '../../spec/specDocument.ts';
import type { SpecNode } from '../../spec/tree.ts';
import { entriesOf, itemsOf, valueAt, withoutQuotes } from './nodes.ts';
import type { IndexedCell, Occurrence } from './occurrence.ts';

/**
 * The names of layers, and of their options and parameters in `model`, and those of parameters in the
 * `init` of `train`. A key of `init` may be the part of names before the underscore.
 */
export function layerOccurrences(
  { text, tree }: SpecDocument,
  findCell: (name: string) => IndexedCell,
): readonly Occurrence[] {
  const layers = itemsOf(valueAt(tree, 'model')).flatMap((node) => layerAt(text, node) ?? []);
  const recurrent = layers.filter(({ occurrence }) => occurrence.kind === 'cell');
  const used = [...new Set(recurrent.map(({ occurrence }) => findCell(occurrence.name)))];
  const ofTraining = entriesOf(valueAt(valueAt(tree, 'train'), 'init'));
  return [
    ...layers.map(({ occurrence }) => occurrence),
    ...recurrent.flatMap(({ occurrence, options }) =>
      optionNames(text, findCell(occurrence.name), options),
    ),
    ...ofTraining.flatMap(({ key, keyRange }): readonly Occurrence[] => {
      const cells = used.filter((cell) => isInitialized(cell, key)).map(({ name }) => name);
      const range = withoutQuotes(text, keyRange);
      return cells.length === 0
        ? []
        : [{ range, name: key, kind: 'parameter', access: 'read', isInEquation: false, cells }];
    }),
  ];
}

/** Whether a key of `init` stands for parameters of a cell. */
export function isInitialized({ names }: IndexedCell, key: string): boolean {
  return [...names.values()].some(
    ({ name, kind }) => kind === 'parameter' && (name === key || stemOf(name) === key),
  );
}

/** `- lstm`, or `- lstm: …` with options. */
function layerAt(text: string, node: SpecNode) {
  const entry = entriesOf(node)[0];
  const [name, range] =
    node.kind === 'scalar' ? [node.text, node.range] : [entry?.key, entry?.keyRange];
  if (name === undefined || range === undefined) {
    return undefined;
  }
  const occurrence: Occurrence = {
    range: withoutQuotes(text, range),
    name,
    kind: layerKinds.includes(name) ? 'layer' : 'cell',
    access: 'read',
    isInEquation: false,
    cells: [],
  };
  return { occurrence, options: entry?.value };
}

/** What a layer chooses of its cell, and the parameters under its `init`. */
function optionNames(
  text: string,
  cell: IndexedCell,
  options: SpecNode | undefined,
): readonly Occurrence[] {
  const chosen = entriesOf(options).filter(({ key }) => !recurrentKeys.includes(key));
  const initialized = entriesOf(valueAt(options, 'init'));
  return [...chosen, ...initialized].map(({ key, keyRange }) => ({
    range: withoutQuotes(text, keyRange),
    name: key,
    kind:
      cell.names.get(key)?.kind ?? (chosen.some((it) => it.key === key) ? 'option' : 'parameter'),
    access: 'read',
    isInEquation: false,
    cells: [cell.name],
  }));
}
