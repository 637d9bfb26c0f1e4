import { specType } from './declarations/specKeys.ts';
import { printInline } from './printSpec.ts';
import type { SpecNode } from './tree.ts';
import type { CaseShape, Fallback, KeyDeclaration, Plain, TypeShape } from './valueType.ts';

/** What the declarations say of a place of a spec. */
export interface DeclaredPlace {
  /** The types that a value may have here; more than one where there is a short form. */
  readonly shapes: readonly TypeShape[];
  /** The long form of a value that is written here in a short one; `undefined` for others. */
  writeOut(node: SpecNode): Plain | undefined;
  /** The declaration of the key that the path ends in. */
  readonly key: KeyDeclaration<unknown> | undefined;
  /** The name of a variant (`adam`) or of the user (`W` in `init`) that the path ends in. */
  readonly name: CaseShape | undefined;
}

/**
 * What may stand at a path of keys and indices in a spec of a task; of any task where none is known.
 * `undefined` where nothing is declared.
 */
export function declarationAt(
  path: readonly string[],
  task: string | undefined,
): DeclaredPlace | undefined {
  let place = placeOf(specType.shape, task);
  for (const part of path) {
    // Several forms of a mapping may have the same key; what is said of it is the same.
    const found = place.shapes.flatMap((shape) => stepInto(shape, part, task) ?? []);
    const [next] = found;
    if (!next) {
      return undefined;
    }
    place = { ...next, shapes: [...new Set(found.flatMap(({ shapes }) => shapes))] };
  }
  return place;
}

/** What holds where a key is not written, in words; `undefined` for a key that must be written. */
export function fallbackText(declaration: KeyDeclaration<unknown>): string | undefined {
  const fallback: Fallback<unknown> = declaration.fallback;
  switch (fallback.kind) {
    case 'required':
      return undefined;
    case 'sibling':
      return `the same as "${fallback.key}"`;
    case 'value': {
      const encoded = declaration.type.encode(fallback.value);
      return fallback.text ?? (encoded === undefined ? 'nothing' : printInline(encoded));
    }
  }
}

function placeOf(
  shape: TypeShape | undefined,
  task: string | undefined,
  { key, name }: Partial<Pick<DeclaredPlace, 'key' | 'name'>> = {},
): DeclaredPlace {
  return {
    shapes: shape ? flatten(shape, task) : [],
    writeOut: (node) => shape && writeOut(shape, node),
    key,
    name,
  };
}

/** Tries every form of a value, short forms inside others, too. */
function writeOut(shape: TypeShape, node: SpecNode): Plain | undefined {
  if (shape.kind !== 'either') {
    return undefined;
  }
  const own = shape.writeOut?.(node);
  const inner = () => shape.options.map((option) => writeOut(option, node));
  return own ?? inner().find((found) => found !== undefined);
}

function stepInto(
  shape: TypeShape,
  part: string,
  task: string | undefined,
): DeclaredPlace | undefined {
  switch (shape.kind) {
    case 'mapping': {
      const key = Object.hasOwn(shape.keys, part) ? shape.keys[part] : undefined;
      return key && placeOf(key.type.shape, task, { key });
    }
    case 'named': {
      const { documentation, value } = shape;
      const name = { documentation, options: value, example: undefined };
      return placeOf(value, task, { name });
    }
    case 'list':
      return placeOf(shape.item, task);
    case 'variant': {
      const name = Object.hasOwn(shape.cases, part) ? shape.cases[part] : shape.others;
      return name && placeOf(name.options, task, { name });
    }
    default:
      return undefined;
  }
}

/** The types that stand side by side, short forms included. */
function flatten(shape: TypeShape, task: string | undefined): readonly TypeShape[] {
  switch (shape.kind) {
    case 'either':
      return shape.options.flatMap((option) => flatten(option, task));
    case 'switch': {
      const chosen = task !== undefined && Object.hasOwn(shape.cases, task) && shape.cases[task];
      const cases = chosen ? [chosen] : Object.values(shape.cases);
      return cases.flatMap((one) => flatten(one, task));
    }
    default:
      return [shape];
  }
}
