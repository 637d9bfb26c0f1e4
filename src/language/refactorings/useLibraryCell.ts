import type { TextEdit } from '../../base/fix.ts';
import type { Cell } from '../../cells/cell.ts';
import { optionChoices } from '../../cells/optionChoices.ts';
import { stemOf } from '../../cells/parseCell.ts';
import { sameCell } from '../../cells/sameCell.ts';
import type { Analysis } from '../../resolve/analysis.ts';
import { cellLibrary } from '../../resolve/cellLibrary.ts';
import { chooseInitializer, defaultInitializer } from '../../resolve/initializers.ts';
import { plainCell } from '../../resolve/plainCell.ts';
import { additionFix } from '../../spec/fixes.ts';
import type { OptionValues } from '../../spec/spec.ts';
import type { MappingEntry, SpecNode } from '../../spec/tree.ts';
import { type CodeAction, refactoring } from '../codeAction.ts';
import { entriesOf, itemsOf, valueAt } from '../symbols/nodes.ts';
import { ownCellAt } from './ownCellAt.ts';

/** A cell of the library with options, and its parameter for each of another cell, by name. */
interface Equal {
  readonly cell: Cell;
  readonly options: OptionValues;
  readonly partners: ReadonlyMap<string, string>;
}

/**
 * Takes a hand-written cell away that computes what a cell of the library does, whatever its names,
 * and uses that one in its place. Parameters must start alike, and be called so by every `init`.
 */
export function useLibraryCell(analysis: Analysis, offset: number): CodeAction | undefined {
  const own = ownCellAt(analysis, offset);
  const definition = own && analysis.outline.cells.get(own.name);
  const hasOptions = Object.keys(definition?.options ?? {}).length > 0;
  const cell = definition && !hasOptions ? plainCell(definition) : undefined;
  if (!own || !cell || cellLibrary().has(own.name)) {
    return undefined;
  }
  const { document } = analysis;
  const equal = equalCells(cell).find(
    (one) => startsAlike(cell, one) && initsFit(document.tree, own.name, one.partners),
  );
  const layers = equal && renameLayers(document.tree, own.name, equal);
  const removal = document.removal(own.cells.entries.length === 1 ? 'cells' : `cells/${own.name}`);
  if (!equal || !layers || !removal) {
    return undefined;
  }
  const title = `Use "${equal.cell.name}" of the library, which computes the same`;
  return refactoring('refactor.rewrite', title, [...removal.edits, ...layers]);
}

/** Only a memory of a pure function, which editors ask with every move of the cursor. */
const known = new WeakMap<Cell, readonly Equal[]>();

function equalCells(cell: Cell): readonly Equal[] {
  const found = known.get(cell) ?? findEqual(cell);
  known.set(cell, found);
  return found;
}

/** Sizes are left alone: a layer would have to state them. */
function findEqual(cell: Cell): readonly Equal[] {
  return [...cellLibrary().values()].flatMap((definition) =>
    optionChoices(definition).flatMap((options): readonly Equal[] => {
      const isSized = Object.keys(options).some((key) => definition.options[key]?.kind === 'size');
      const other = isSized ? undefined : plainCell(definition, options);
      const partners = other && sameCell(cell, other);
      return partners ? [{ cell: other, options, partners }] : [];
    }),
  );
}

function startsAlike(cell: Cell, { cell: other, partners }: Equal): boolean {
  return cell.parameters.every(({ name }) => {
    const partner = partners.get(name) ?? '';
    return JSON.stringify(startOf(cell, name)) === JSON.stringify(startOf(other, partner));
  });
}

function startOf({ parameters, init }: Cell, name: string) {
  const parameter = parameters.find((one) => one.name === name);
  return (
    parameter &&
    chooseInitializer(
      { local: name, stem: parameter.stem },
      [{ path: '', init }],
      defaultInitializer(parameter),
    ).initializer
  );
}

/** Whether every key of an `init` that holds for the cell's layers means the same parameters in both. */
function initsFit(
  tree: SpecNode | undefined,
  name: string,
  partners: ReadonlyMap<string, string>,
): boolean {
  const inits = [valueAt(tree, 'train'), ...layersOf(tree, name).map(({ value }) => value)];
  const keys = inits.flatMap((node) => entriesOf(valueAt(node, 'init')).map(({ key }) => key));
  const isMeant = (key: string, parameter: string) =>
    parameter === key || stemOf(parameter) === key;
  return keys.every((key) =>
    [...partners].every(([own, other]) => isMeant(key, own) === isMeant(key, other)),
  );
}

/** The layers that use a cell: each its name with its options. */
function layersOf(tree: SpecNode | undefined, name: string): readonly MappingEntry[] {
  return itemsOf(valueAt(tree, 'model')).flatMap((item) =>
    entriesOf(item).filter(({ key }) => key === name),
  );
}

/** `undefined` where the options of a layer are written in a way in which there is no room for more. */
function renameLayers(
  tree: SpecNode | undefined,
  name: string,
  { cell, options }: Equal,
): readonly TextEdit[] | undefined {
  const chosen = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
  const edits: TextEdit[] = [];
  for (const { keyRange, value } of layersOf(tree, name)) {
    edits.push({ range: keyRange, newText: cell.name });
    const added = chosen.length > 0 ? addOptions(value, chosen.join(', ')) : [];
    if (!added) {
      return undefined;
    }
    edits.push(...added);
  }
  return edits;
}

function addOptions(node: SpecNode, options: string): readonly TextEdit[] | undefined {
  return node.kind === 'scalar'
    ? [{ range: node.range, newText: `{hidden: ${node.text}, ${options}}` }]
    : node.kind === 'mapping'
      ? additionFix(node.layout, options)?.edits
      : undefined;
}
