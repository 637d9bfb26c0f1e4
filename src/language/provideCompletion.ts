import type { Range } from '../base/range.ts';
import type { CellSource } from '../cells/cell.ts';
import { cellLibrary } from '../resolve/cellLibrary.ts';
import { declarationAt } from '../spec/declarationAt.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { findEntry } from '../spec/tree.ts';
import type { CaseShape, KeyDeclaration, TypeShape } from '../spec/valueType.ts';
import { type CompletionPlace, completionPlace } from './completionPlace.ts';
import { describeKey } from './describeKey.ts';
import { escapeMarkdown } from './markdown.ts';

/** One proposal. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'layer';
  /** A few words beside the label. */
  readonly detail: string;
  readonly markdown: string;
  /** What replaces `range`. */
  readonly insertText: string;
  readonly range: Range;
}

/** Keys, words and names of layers that may stand at an offset, in the order of the declarations. */
export function provideCompletion(
  document: SpecDocument,
  offset: number,
): readonly CompletionItem[] {
  const found = completionPlace(document.text, offset);
  const place = found && { ...found, path: [...document.rootPath, ...found.path] };
  const declared = place && declarationAt(place.path, document.task);
  if (!place || !declared) {
    return [];
  }
  const items = fittingShapes(declared.shapes, place).flatMap((shape) =>
    itemsOf(document, place, shape),
  );
  // Several forms of a mapping may have the same key.
  return items.filter(
    (one, index) => index === items.findIndex(({ label }) => label === one.label),
  );
}

/** Of a mapping with several forms those that have all keys beside; all forms where none does. */
function fittingShapes(
  shapes: readonly TypeShape[],
  { siblings }: CompletionPlace,
): readonly TypeShape[] {
  const misses = (shape: TypeShape) =>
    shape.kind === 'mapping' && !siblings.every((key) => Object.hasOwn(shape.keys, key));
  const forms = shapes.filter(({ kind }) => kind === 'mapping');
  return forms.every(misses) ? shapes : shapes.filter((shape) => !misses(shape));
}

function itemsOf(
  document: SpecDocument,
  place: CompletionPlace,
  shape: TypeShape,
): readonly CompletionItem[] {
  switch (shape.kind) {
    case 'mapping':
      return place.part === 'key' ? [...keyItems(place, shape.keys), ...optionItems(place)] : [];
    case 'choice':
      return place.part === 'value'
        ? Object.entries(shape.values).map(([word, documentation]) =>
            item(place, 'value', word, '', `**${word}**: ${documentation}.`),
          )
        : [];
    case 'variant': {
      const kind = shape.others ? 'layer' : 'value';
      const cases = Object.entries(shape.cases).map(([name, one]) => {
        const bare = item(place, kind, name, '', `**${name}**: ${one.documentation}.`);
        const isKey = place.part === 'key' && one.options;
        return isKey ? { ...bare, insertText: `${name}: ` } : withExample(place, bare, one);
      });
      return shape.others ? [...cellItems(document, place, shape.others), ...cases] : cases;
    }
    default:
      return [];
  }
}

function keyItems(
  place: CompletionPlace,
  keys: Readonly<Record<string, KeyDeclaration<unknown>>>,
): readonly CompletionItem[] {
  return Object.entries(keys)
    .filter(([name]) => !place.siblings.includes(name))
    .map(([name, declaration]) => {
      const ending = isBlock(declaration.type.shape) && !place.isInline ? ':' : ': ';
      const markdown = describeKey(name, declaration);
      const detail = declaration.fallback.kind === 'required' ? 'must be written' : '';
      return { ...item(place, 'key', name, detail, markdown), insertText: `${name}${ending}` };
    });
}

/** The options of a layer's cell, where it is one of the library. */
function optionItems(place: CompletionPlace): readonly CompletionItem[] {
  const [top, , name = ''] = place.path;
  const options =
    top === 'model' && place.path.length === 3 ? cellLibrary().get(name)?.options : {};
  return Object.entries(options ?? {})
    .filter(([key]) => !place.siblings.includes(key))
    .map(([key, { summary }]) => {
      const markdown = `**${key}**: ${escapeMarkdown(summary)}.`;
      return { ...item(place, 'key', key, `option of ${name}`, markdown), insertText: `${key}: ` };
    });
}

/** Whether the value of a key usually stands on lines of its own. */
function isBlock(shape: TypeShape): boolean {
  return (
    (shape.kind === 'mapping' && Object.keys(shape.keys).length > 1) ||
    (shape.kind === 'list' && shape.item.kind === 'variant')
  );
}

/** What cannot stand alone comes with an example; the person only has to change the number. */
function withExample(
  place: CompletionPlace,
  bare: CompletionItem,
  { example }: CaseShape,
): CompletionItem {
  const { label } = bare;
  return place.part === 'item' && example !== undefined
    ? { ...bare, insertText: `${label}: ${example}` }
    : bare;
}

function cellItems(
  document: SpecDocument,
  place: CompletionPlace,
  shape: CaseShape,
): readonly CompletionItem[] {
  return [...ownCells(document), ...cellLibrary().values()].map(({ name, summary, source }) => {
    const markdown = `**${name}**: ${escapeMarkdown(summary)}  \n*${escapeMarkdown(source)}*`;
    return withExample(place, item(place, 'layer', name, summary, markdown), shape);
  });
}

/** From the tree, since a spec in which somebody types is seldom complete. */
function ownCells({
  tree,
  spec,
}: SpecDocument): readonly Pick<CellSource, 'name' | 'summary' | 'source'>[] {
  const cells = tree?.kind === 'mapping' ? findEntry(tree, 'cells')?.value : undefined;
  const names = cells?.kind === 'mapping' ? cells.entries.map((entry) => entry.key) : [];
  return names.map((name) => {
    const cell = Object.hasOwn(spec?.cells ?? {}, name) ? spec?.cells[name] : undefined;
    const { summary, source } = cell && 'summary' in cell ? cell : { summary: '', source: '' };
    return { name, summary: summary === '' ? 'A cell of this spec' : summary, source };
  });
}

function item(
  place: CompletionPlace,
  kind: CompletionItem['kind'],
  label: string,
  detail: string,
  markdown: string,
): CompletionItem {
  return { label, kind, detail, markdown, insertText: label, range: place.range };
}
