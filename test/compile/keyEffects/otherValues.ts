import { parse } from 'yaml';
import type {
  KeyDeclaration,
  NumberBounds,
  Plain,
  TypeShape,
} from '../../../src/spec/valueType.ts';
import { fittingShape, isMapping, type KeyPlace, type PlainMapping } from './keyPlaces.ts';

/** A value that a place may have instead, with the name of the variant that it shows. */
export interface OtherValue {
  /** `undefined` where the place is left out. */
  readonly value: Plain | undefined;
  readonly variant?: string;
}

/** What a place may hold instead of what it holds; not every one of them is legal there. */
export function otherValues(place: KeyPlace): readonly OtherValue[] {
  const { id, shape, value, declaration } = place;
  if (shape === undefined) {
    return othersOfOption(value);
  }
  const own = value === undefined ? othersOfNothing(shape) : othersOf(shape, value);
  // An example of a key that is written may be much larger than what is written.
  const isNew = value === undefined || shape.kind === 'either';
  const example = isNew && declaration ? [{ value: exampleOf(id, declaration) }] : [];
  return [...own, ...example, ...(value === undefined ? [] : [{ value: undefined }])];
}

/** The example of `init` in "train" says what holds anyway. */
function exampleOf(id: string, { example }: KeyDeclaration<unknown>): Plain {
  return id === 'train.init' ? { W: 'kaiming_normal' } : parse(example);
}

function othersOf(shape: TypeShape, value: Plain): readonly OtherValue[] {
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' ? othersOfNumber(shape.bounds, value) : [];
    case 'text':
      return [{ value: otherText(`${value}`) }];
    case 'choice':
      return othersOfNothing(shape).filter((other) => other.value !== value);
    case 'list':
      return Array.isArray(value) ? othersOfList(shape.item, value) : [];
    case 'variant':
      return othersOfNothing(shape);
    case 'either': {
      const fitting = fittingShape(shape.options, value);
      const others = shape.options.filter((option) => option !== fitting);
      return [...(fitting ? othersOf(fitting, value) : []), ...others.flatMap(othersOfNothing)];
    }
    case 'mapping':
    case 'named':
    case 'switch':
      return [];
  }
}

/** Values that follow from a type alone. */
function othersOfNothing(shape: TypeShape): readonly OtherValue[] {
  switch (shape.kind) {
    case 'choice':
      // Booleans are a choice of the two words.
      return Object.keys(shape.values).map((word) => ({
        value: parse(word) as Plain,
        variant: word,
      }));
    case 'variant':
      return Object.entries(shape.cases).map(([name, { example }]) => ({
        value: example === undefined ? name : { [name]: parse(example) as Plain },
        variant: name,
      }));
    case 'either':
      return shape.options.flatMap(othersOfNothing);
    default:
      return [];
  }
}

function othersOfNumber({ whole, min, above, max, below }: NumberBounds, value: number) {
  const others = whole ? [value + 1, value - 1] : [value * 1.5, value * 0.5, value + 0.125];
  return others
    .filter((other) => other !== value)
    .filter((other) => other >= (min ?? -Infinity) && other > (above ?? -Infinity))
    .filter((other) => other <= (max ?? Infinity) && other < (below ?? Infinity))
    .map((other) => ({ value: other }));
}

/** Another order, one item less, and for numbers each of them changed. */
function othersOfList(item: TypeShape, value: readonly Plain[]): readonly OtherValue[] {
  const changed = value.flatMap((own, index) =>
    item.kind === 'number' && typeof own === 'number'
      ? othersOfNumber(item.bounds, own).map((other) => value.with(index, other.value))
      : [],
  );
  return [value.toReversed(), value.slice(0, -1), ...changed].map((other) => ({ value: other }));
}

/** What an option of a cell may be: a number, a size or one of two functions. */
function othersOfOption(value: Plain | undefined): readonly OtherValue[] {
  return typeof value === 'number'
    ? [{ value: value + 1 }]
    : [{ value: value === 'relu' ? 'tanh' : 'relu' }];
}

/** Texts of which the type does not say what else they may be. */
const texts: Readonly<Record<string, string>> = {
  'h = dt * act(W @ x + R @ h[t-1] + b)\ny = V @ h':
    'h = dt * act(W @ x + R @ h[t-1] - b)\ny = V @ h',
  'y = V @ h': 'y = tanh(V @ h)',
  y: 'h',
};

function otherText(text: string): string {
  return texts[text] ?? (/\.\w+$/.test(text) ? `other-${text}` : `${text}, and more`);
}

/** A value with another one at a path, or with nothing there. */
export function withValue(
  whole: Plain,
  [key = '', ...rest]: readonly (string | number)[],
  value: Plain | undefined,
): Plain {
  const changed = (own: Plain | undefined) =>
    rest.length === 0 ? value : withValue(own ?? {}, rest, value);
  if (Array.isArray(whole)) {
    const items = whole.map((item, index) => (index === key ? changed(item) : item));
    return items.filter((item) => item !== undefined);
  }
  const mapping: PlainMapping = isMapping(whole) ? whole : {};
  const { [key]: own, ...others } = mapping;
  const now = changed(own);
  // A key keeps its place, as the order of equations and layers may matter.
  return now === undefined ? others : { ...mapping, [key]: now };
}
