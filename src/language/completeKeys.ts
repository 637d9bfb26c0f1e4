import type { KeyDeclaration, TypeShape } from '../spec/valueType.ts';
import { completeText } from './completeText.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { describeKey } from './describeKey.ts';
import { describeOption } from './describeOption.ts';

/** The keys of a mapping that are not there yet: those that must be written first. */
export function completeKeys(
  completing: Completing,
  shape: Extract<TypeShape, { kind: 'mapping' | 'named' }>,
): readonly CompletionItem[] {
  const { place } = completing;
  const isNew = ({ label }: CompletionItem) => !place.siblings.includes(label);
  if (shape.kind === 'named') {
    const named = shape.means ? completeText(completing, shape.means) : [];
    return named.filter(isNew).map((item) => asKey(completing, item, false));
  }
  const isRequired = ([, { fallback }]: [string, KeyDeclaration<unknown>]) =>
    fallback.kind === 'required';
  const keys = Object.entries(shape.keys).toSorted(
    (a, b) => Number(isRequired(b)) - Number(isRequired(a)),
  );
  const items = keys.map(([name, declaration]) =>
    asKey(
      completing,
      completionItem(place, 'key', name, {
        detail: declaration.fallback.kind === 'required' ? 'must be written' : '',
        markdown: describeKey(name, declaration),
      }),
      isBlock(declaration.type.shape),
    ),
  );
  return [...items, ...optionKeys(completing)].filter(isNew);
}

/** The options of a layer's cell. */
function optionKeys(completing: Completing): readonly CompletionItem[] {
  const { analysis, place } = completing;
  const [top, , name = ''] = place.path;
  const isLayer = top === 'model' && place.path.length === 3;
  const options = isLayer ? analysis.outline.cells.get(name)?.options : undefined;
  return Object.entries(options ?? {}).map(([key, option]) => {
    const rest = { detail: `option of ${name}`, markdown: describeOption(key, option) };
    return asKey(completing, completionItem(place, 'key', key, rest), false);
  });
}

/** With what follows a key, unless that is there already. */
function asKey(
  { place }: Completing,
  item: CompletionItem,
  isOnItsOwnLines: boolean,
): CompletionItem {
  if (place.isKey) {
    return item;
  }
  const ending = isOnItsOwnLines && !place.isInline ? ':' : ': ';
  return { ...item, insertText: `${item.insertText}${ending}`, goesOn: ending === ': ' };
}

/** Whether the value of a key usually stands on lines of its own. */
function isBlock(shape: TypeShape): boolean {
  return (
    (shape.kind === 'mapping' && Object.keys(shape.keys).length > 1) ||
    (shape.kind === 'list' && shape.item.kind === 'variant') ||
    shape.kind === 'switch'
  );
}
