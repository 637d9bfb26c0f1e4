import { hasErrors, type Problem, type Staged } from '../base/problem.ts';
import { cellMapping, cellsType } from './declarations/cellKeys.ts';
import { specType } from './declarations/specKeys.ts';
import { parseTree } from './parseTree.ts';
import type { CellSpec, Spec } from './spec.ts';
import { createSpecDocument, type SpecDocument } from './specDocument.ts';
import { findEntry, type SpecNode } from './tree.ts';
import { rootOwner } from './types/mappingType.ts';
import { readableValue } from './unread.ts';
import type { Place, ValueType } from './valueType.ts';

/**
 * Reads a spec file. Whatever the text is, the value is a document; its `spec` may be there
 * although there are problems, for what can be shown while somebody types: ask `hasErrors` before
 * training.
 */
export function parseSpec(text: string): Staged<SpecDocument> {
  const { tree, value, problems } = parseAs(text, specType.decode);
  return { value: createSpecDocument(text, tree, value), problems };
}

/** Reads a file that holds one cell: the same keys as an entry of `cells` in a spec. */
export function decodeCell(text: string): Staged<CellSpec | undefined> {
  const { value, problems } = parseAs(text, cellMapping.decode, 'the cell');
  return { value: hasErrors(problems) ? undefined : value, problems };
}

/** The cells in a file: of a file that holds one, or of the `cells` of a spec. */
export interface CellFile {
  readonly document: SpecDocument;
  /**
   * By name, as far as they could be read (see `ifRead`); the one cell of a cell file has the name
   * that was asked for.
   */
  readonly cells: Spec['cells'];
  /** Where a key of a cell stands in the file: `cells/NAME/KEY`, or `KEY` in a cell file. */
  pathOf(name: string, key: string): string;
}

/** Whether a file holds one cell, by its name. */
export function isCellFile(file: string): boolean {
  return /\.cell\.ya?ml$/.test(file);
}

/** `my-cell` for `cells/my-cell.cell.yaml`: the name of a file's cell where nothing else names it. */
export function cellNameOf(file: string): string {
  return (/[^\\/]*$/.exec(file)?.[0] ?? '').replace(/(\.cell)?\.ya?ml$/, '');
}

/** Where a key of one of a spec's own cells stands. */
export function cellPath(name: string, key: string): string {
  return `cells/${name}/${key}`;
}

/** Reads the cells of a file; what else a spec says is not judged. */
export function parseCellFile(text: string, name: string): Staged<CellFile> {
  const root = parseTree(text).value;
  const isSpec = ['cells', 'task'].some((key) => root?.kind === 'mapping' && findEntry(root, key));
  if (isSpec) {
    const { tree, value: cells = {}, problems } = parseAs(text, decodeCells);
    const document = createSpecDocument(text, tree, undefined);
    return { value: { document, cells: readableValue(cells), pathOf: cellPath }, problems };
  }
  const { tree, value, problems } = parseAs(text, cellMapping.decode, 'the cell');
  const document = createSpecDocument(text, tree, undefined, ['cells', name]);
  const cells = readableValue(value ? { [name]: value } : {});
  return { value: { document, cells, pathOf: (_name, key) => key }, problems };
}

/** The cells of a spec, and nothing else of it. */
const decodeCells: ValueType<Spec['cells']>['decode'] = (node, _place, report) => {
  const entry = node.kind === 'mapping' ? findEntry(node, 'cells') : undefined;
  const place = { name: '"cells"', owner: '"cells"', range: entry?.keyRange ?? node.range };
  return entry ? cellsType.decode(entry.value, place, report) : { value: {} };
};

function parseAs<T>(
  text: string,
  decode: ValueType<T>['decode'],
  owner = rootOwner,
): { tree: SpecNode | undefined; value: T | undefined; problems: readonly Problem[] } {
  const { value: tree, problems: syntaxProblems } = parseTree(text);
  const problems: Problem[] = [];
  const decoded = decode(tree ?? emptyFile(text), rootPlace(tree, text, owner), (problem) => {
    problems.push(problem);
  });
  // Behind a syntax error the tree is a guess, and problems of a guess would only distract.
  const isGuess = syntaxProblems.some(({ code }) => code !== 'spec.duplicate-key');
  const shown = isGuess ? syntaxProblems : [...syntaxProblems, ...problems];
  const inOrder = shown.toSorted((a, b) => a.range.start - b.range.start);
  return { tree, value: decoded?.value, problems: inOrder };
}

/** An empty file is a mapping without keys, so that what is missing can be named. */
function emptyFile(text: string): SpecNode {
  const layout = { text, parts: [], form: 'block', isRoot: true, start: 0 } as const;
  return { kind: 'mapping', entries: [], range: { start: 0, end: 0 }, layout };
}

function rootPlace(tree: SpecNode | undefined, text: string, owner: string): Place {
  const firstKey = tree?.kind === 'mapping' ? tree.entries[0]?.keyRange : undefined;
  const range = firstKey ?? { start: 0, end: Math.min(1, text.length) };
  return { name: 'The file', owner, range };
}
