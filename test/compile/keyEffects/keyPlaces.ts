import { initializerType } from '../../../src/spec/declarations/initializerType.ts';
import type { KeyDeclaration, Plain, TypeShape } from '../../../src/spec/valueType.ts';

/** A place of a spec that may hold a value: a key, written or not, or an item of a list. */
export interface KeyPlace {
  readonly path: readonly (string | number)[];
  /** The place in the language: `train.optimizer.adam.beta1`. */
  readonly id: string;
  /** `undefined` for an option that the layer's cell declares. */
  readonly shape: TypeShape | undefined;
  /** `undefined` where nothing is written. */
  readonly value: Plain | undefined;
  readonly declaration: KeyDeclaration<unknown> | undefined;
}

/** A mapping in a spec. */
export type PlainMapping = { readonly [key: string]: Plain };

/** All places of a value of that type, outermost first. */
export function keyPlaces(shape: TypeShape, value: Plain): readonly KeyPlace[] {
  return insideOf(shape, value, [], '', {});
}

/** The ids of all places that the language has, with the names that variants may have. */
export function idsOf(shape: TypeShape, id = ''): readonly string[] {
  const start = startOf(shape, id);
  switch (shape.kind) {
    case 'number':
    case 'text':
      return [];
    case 'choice':
      return Object.keys(shape.values).map((word) => join(start, word));
    case 'list':
      return isScalar(shape.item) ? [] : [`${start}[]`, ...idsOf(shape.item, `${start}[]`)];
    case 'mapping':
      return Object.entries(shape.keys).flatMap(([key, { type }]) => [
        join(start, key),
        ...idsOf(type.shape, join(start, key)),
      ]);
    case 'named':
      return [join(start, '*'), ...idsOf(shape.value, join(start, '*'))];
    case 'variant': {
      const others = shape.others ? [['*', shape.others] as const] : [];
      return [...Object.entries(shape.cases), ...others].flatMap(([name, { options }]) => [
        join(start, name),
        ...(options ? idsOf(options, join(start, name)) : []),
      ]);
    }
    case 'either':
      return shape.options.flatMap((option) => idsOf(option, start));
    case 'switch':
      return Object.entries(shape.cases).flatMap(([word, one]) => idsOf(one, join(start, word)));
  }
}

/** The option of a type that a value is written in. */
export function fittingShape(options: readonly TypeShape[], value: Plain): TypeShape | undefined {
  return options
    .flatMap((option) => (option.kind === 'either' ? option.options : [option]))
    .find((option) => fits(option, value));
}

export function isMapping(value: Plain | undefined): value is PlainMapping {
  return typeof value === 'object' && !Array.isArray(value);
}

function insideOf(
  shape: TypeShape,
  value: Plain,
  path: readonly (string | number)[],
  id: string,
  siblings: PlainMapping,
): readonly KeyPlace[] {
  const start = startOf(shape, id);
  const place = (key: string | number, name: string, inner: TypeShape, own: Plain) => [
    { path: [...path, key], id: name, shape: inner, value: own, declaration: undefined },
    ...insideOf(inner, own, [...path, key], name, isMapping(value) ? value : {}),
  ];
  if (shape.kind === 'list' && Array.isArray(value) && !isScalar(shape.item)) {
    return value.flatMap((item, index) => place(index, `${start}[]`, shape.item, item));
  }
  if (shape.kind === 'either') {
    const fitting = fittingShape(shape.options, value);
    return fitting ? insideOf(fitting, value, path, start, siblings) : [];
  }
  if (shape.kind === 'switch') {
    const word = `${siblings[shape.on]}`;
    const one = shape.cases[word];
    return one ? insideOf(one, value, path, join(start, word), siblings) : [];
  }
  if (!isMapping(value)) {
    return [];
  }
  if (shape.kind === 'named') {
    const entries = Object.entries(value);
    return entries.flatMap(([key, own]) => place(key, join(start, '*'), shape.value, own));
  }
  if (shape.kind === 'variant') {
    return Object.entries(value).flatMap(([name, options]) => {
      const isKnown = Object.hasOwn(shape.cases, name);
      const inner = (isKnown ? shape.cases[name] : shape.others)?.options;
      const at = join(start, isKnown ? name : '*');
      return inner ? insideOf(inner, options, [...path, name], at, value) : [];
    });
  }
  return shape.kind === 'mapping' ? keysOf(shape.keys, value, path, start) : [];
}

function keysOf(
  keys: Readonly<Record<string, KeyDeclaration<unknown>>>,
  value: PlainMapping,
  path: readonly (string | number)[],
  start: string,
): readonly KeyPlace[] {
  const declared = Object.entries(keys).flatMap(([key, declaration]) => {
    const { shape } = declaration.type;
    const [own, id, at] = [value[key], join(start, key), [...path, key]];
    const inside = own === undefined ? [] : insideOf(shape, own, at, id, value);
    return [{ path: at, id, shape, value: own, declaration }, ...inside];
  });
  const options = Object.keys(value).filter((key) => !Object.hasOwn(keys, key));
  const others = options.map((key) => ({
    path: [...path, key],
    id: join(start, '(option)'),
    shape: undefined,
    value: value[key],
    declaration: undefined,
  }));
  return [...declared, ...others];
}

/** Whether a value is written as that type is; the types themselves judge it in full. */
function fits(shape: TypeShape, value: Plain): boolean {
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return Object.hasOwn(shape.values, `${value}`);
    case 'list':
      return Array.isArray(value);
    case 'mapping':
      return isMapping(value) && Object.keys(value).every((key) => Object.hasOwn(shape.keys, key));
    case 'variant':
      return typeof value === 'string' || isMapping(value);
    case 'named':
      return isMapping(value);
    case 'either':
      return fittingShape(shape.options, value) !== undefined;
    case 'switch':
      return false;
  }
}

/** Initializers stand in many places and mean the same in all. */
function startOf(shape: TypeShape, id: string): string {
  return shape === initializerType.shape ? 'initializer' : id;
}

function isScalar(shape: TypeShape): boolean {
  return shape.kind === 'number' || shape.kind === 'text' || shape.kind === 'choice';
}

function join(id: string, key: string): string {
  return id === '' ? key : `${id}.${key}`;
}
