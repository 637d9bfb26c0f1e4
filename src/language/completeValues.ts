import { type DeclaredPlace, fallbackText } from '../spec/declarationAt.ts';
import type { TypeShape } from '../spec/valueType.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { describeOption } from './describeOption.ts';

/** Words of a choice, and where a value may be made up the default and an example. */
export function completeValues(
  completing: Completing,
  { key, name }: DeclaredPlace,
  shapes: readonly TypeShape[],
): readonly CompletionItem[] {
  const { place } = completing;
  if (place.part !== 'value' || place.quote !== '') {
    return [];
  }
  const standard = key && fallbackText(key);
  const words = shapes.flatMap((shape) =>
    shape.kind === 'choice'
      ? Object.entries(shape.values).map(([word, documentation]) =>
          completionItem(place, 'value', word, {
            detail: word === standard ? 'where it is not written' : '',
            markdown: `**${word}**: ${documentation}.`,
          }),
        )
      : [],
  );
  const example = key?.example ?? name?.example;
  const isFree = shapes.some(({ kind }) => kind !== 'choice') && shapes.every(isMadeUp);
  const made = isFree && example !== undefined && place.path.length > 1 ? [example] : [];
  return [
    ...words,
    ...made.map((value) => completionItem(place, 'value', value, { detail: 'an example' })),
  ];
}

/** Whether an example is right wherever it stands; names and texts are not. */
function isMadeUp(shape: TypeShape): boolean {
  return shape.kind === 'list' ? isMadeUp(shape.item) : madeUp.includes(shape.kind);
}

const madeUp: readonly TypeShape['kind'][] = ['number', 'choice', 'mapping'];

/** What a layer may give for an option of its cell. */
export function completeOption({ analysis, place }: Completing): readonly CompletionItem[] {
  const [top, , cell = '', name = '', ...more] = place.path;
  const options = analysis.outline.cells.get(cell)?.options ?? {};
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (top !== 'model' || more.length > 0 || place.part !== 'value' || !option) {
    return [];
  }
  const markdown = describeOption(name, option);
  switch (option.kind) {
    case 'function':
      return option.functions.map((word) => completionItem(place, 'function', word, { markdown }));
    case 'number':
      return [completionItem(place, 'value', `${option.number}`, { markdown })];
    case 'size':
      return [];
  }
}
