import type { CellSource } from '../cells/cell.ts';
import { layerKinds } from '../spec/declarations/modelKeys.ts';
import { findEntry } from '../spec/tree.ts';
import type { CaseShape, TypeShape } from '../spec/valueType.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { cellTitle } from './describeCell.ts';
import { codeBlock, paragraphs } from './markdown.ts';

type VariantShape = Extract<TypeShape, { kind: 'variant' }>;

/** The names of a variant: optimizers, initializers, layers, for these also the cells. */
export function completeNames(
  completing: Completing,
  { cases, others }: VariantShape,
): readonly CompletionItem[] {
  const { place } = completing;
  // A mapping has one name, and it is there.
  if (place.part === 'text' || (place.part === 'key' && place.siblings.length > 0)) {
    return [];
  }
  const kind = others ? 'layer' : 'value';
  const named = Object.entries(cases)
    .filter(([name]) => isOfUse(completing, name))
    .map(([name, one]) =>
      withOptions(
        completing,
        completionItem(place, kind, name, { markdown: `**${name}**: ${one.documentation}.` }),
        one,
      ),
    );
  return others ? [...cellItems(completing, others), ...named] : named;
}

/** Vectors for tokens are of no use where numbers go in. */
function isOfUse({ analysis }: Completing, name: string): boolean {
  const isEmbedding = name === 'embedding' && layerKinds.includes(name);
  return !isEmbedding || analysis.outline.shape?.input.kind !== 'values';
}

/** What cannot stand alone comes with an example; the person only has to change the number. */
function withOptions(
  { place }: Completing,
  item: CompletionItem,
  { example, options }: CaseShape,
): CompletionItem {
  const { label } = item;
  if (place.isKey) {
    return item;
  }
  if (place.part === 'key') {
    return options ? { ...item, insertText: `${label}: `, goesOn: true } : item;
  }
  if (example === undefined) {
    return item;
  }
  const written = `${label}: ${example}`;
  return { ...item, insertText: place.part === 'item' ? written : `{${written}}` };
}

function cellItems(completing: Completing, shape: CaseShape): readonly CompletionItem[] {
  const { analysis, place } = completing;
  const known = [...analysis.outline.cells.values()];
  return [...brokenCells(completing), ...known].map((cell) => {
    const markdown = paragraphs([cellTitle(cell), codeBlock(cell.equations)]);
    const detail = cell.summary;
    const item = completionItem(place, 'layer', cell.name, { detail, markdown });
    return withOptions(completing, item, shape);
  });
}

/** The spec's own cells of which nothing else is known, since their equations are being written. */
function brokenCells({
  analysis,
}: Completing): readonly Pick<CellSource, 'name' | 'summary' | 'source' | 'equations'>[] {
  const { document, outline } = analysis;
  const cells = document.tree?.kind === 'mapping' && findEntry(document.tree, 'cells')?.value;
  const names = cells && cells.kind === 'mapping' ? cells.entries.map(({ key }) => key) : [];
  return names
    .filter((name) => !outline.cells.has(name))
    .map((name) => ({ name, summary: 'A cell of this spec', source: '', equations: '' }));
}
