import { hasErrors, type Problem, type Staged } from '../base/problem.ts';
import { cellMapping } from './declarations/cellKeys.ts';
import { specType } from './declarations/specKeys.ts';
import { parseTree } from './parseTree.ts';
import type { CellSpec } from './spec.ts';
import { createSpecDocument, type SpecDocument } from './specDocument.ts';
import type { SpecNode } from './tree.ts';
import { rootOwner } from './types/mappingType.ts';
import type { Place, ValueType } from './valueType.ts';

/**
 * Reads a spec file. Whatever the text is, the value is a document; its `spec` may be there
 * although there are problems, for what can be shown while somebody types: ask `hasErrors` before
 * training.
 */
export function parseSpec(text: string): Staged<SpecDocument> {
  const { tree, value: spec, problems } = parseAs(text, specType);
  return { value: createSpecDocument(text, tree, spec), problems };
}

/** Reads a file that holds one cell: the same keys as an entry of `cells` in a spec. */
export function decodeCell(text: string): Staged<CellSpec | undefined> {
  const { value, problems } = parseAs(text, cellMapping);
  return { value: hasErrors(problems) ? undefined : value, problems };
}

function parseAs<T>(
  text: string,
  type: ValueType<T>,
): { tree: SpecNode | undefined; value: T | undefined; problems: readonly Problem[] } {
  const { value: tree, problems: syntaxProblems } = parseTree(text);
  const problems: Problem[] = [];
  const decoded = type.decode(tree ?? nothing, rootPlace(tree, text), (problem) => {
    problems.push(problem);
  });
  // Behind a syntax error the tree is a guess, and problems of a guess would only distract.
  const isGuess = syntaxProblems.some(({ code }) => code !== 'spec.duplicate-key');
  const shown = isGuess ? syntaxProblems : [...syntaxProblems, ...problems];
  const inOrder = shown.toSorted((a, b) => a.range.start - b.range.start);
  return { tree, value: decoded?.value, problems: inOrder };
}

/** An empty file is a mapping without keys, so that what is missing can be named. */
const nothing: SpecNode = { kind: 'mapping', entries: [], range: { start: 0, end: 0 } };

function rootPlace(tree: SpecNode | undefined, text: string): Place {
  const firstKey = tree?.kind === 'mapping' ? tree.entries[0]?.keyRange : undefined;
  const range = firstKey ?? { start: 0, end: Math.min(1, text.length) };
  return { name: 'The file', owner: rootOwner, range };
}
