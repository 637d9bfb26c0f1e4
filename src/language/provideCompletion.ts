import type { Analysis } from '../resolve/analysis.ts';
import { declarationAt } from '../spec/declarationAt.ts';
import type { TypeShape } from '../spec/valueType.ts';
import { completeKeys } from './completeKeys.ts';
import { completeNames } from './completeNames.ts';
import { completeSpec } from './completeSpec.ts';
import { completeText } from './completeText.ts';
import { completeOption, completeValues } from './completeValues.ts';
import type { Completing, CompletionItem, FolderEntry } from './completionItem.ts';
import { type CompletionPlace, completionPlace } from './completionPlace.ts';

/**
 * What may be written at an offset, the most likely first: keys that are not there yet, words, layers,
 * columns, files, names in equations, and whole specs in an empty file.
 */
export function provideCompletion(
  analysis: Analysis,
  offset: number,
  list: (folder: string) => readonly FolderEntry[] = () => [],
): readonly CompletionItem[] {
  const { document } = analysis;
  const found = completionPlace(document.text, offset);
  const place = found && { ...found, path: [...document.rootPath, ...found.path] };
  if (!place) {
    return [];
  }
  const completing: Completing = { analysis, offset, place, list };
  const declared = declarationAt(place.path, document.task);
  if (!declared) {
    return completeOption(completing);
  }
  const shapes = fittingShapes(declared.shapes, place);
  const items = [
    ...completeSpec(completing),
    ...shapes.flatMap((shape) => itemsOf(completing, shape)),
    ...completeValues(completing, declared, shapes),
  ];
  // Several forms of a mapping may have the same key; what a list has already, it has.
  const isRepeated = ({ label, kind }: CompletionItem) =>
    place.part === 'item' && kind !== 'layer' && place.siblings.includes(label);
  return items.filter(
    (one, index) =>
      !isRepeated(one) && index === items.findIndex(({ label }) => label === one.label),
  );
}

/** Of a mapping with several forms those that have all keys beside; all forms where none does. */
function fittingShapes(
  shapes: readonly TypeShape[],
  { siblings, part }: CompletionPlace,
): readonly TypeShape[] {
  if (part !== 'key') {
    return shapes;
  }
  const misses = (shape: TypeShape) =>
    shape.kind === 'mapping' && !siblings.every((key) => Object.hasOwn(shape.keys, key));
  const forms = shapes.filter(({ kind }) => kind === 'mapping');
  return forms.every(misses) ? shapes : shapes.filter((shape) => !misses(shape));
}

function itemsOf(completing: Completing, shape: TypeShape): readonly CompletionItem[] {
  const { place } = completing;
  switch (shape.kind) {
    case 'mapping':
    case 'named':
      return place.part === 'key' ? completeKeys(completing, shape) : [];
    case 'variant':
      return place.quote === '' ? completeNames(completing, shape) : [];
    case 'text':
      return shape.means && place.part !== 'key' ? completeText(completing, shape.means) : [];
    default:
      return [];
  }
}
