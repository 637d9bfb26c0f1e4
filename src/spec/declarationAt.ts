import { specType } from './declarations/specKeys.ts';
import { printInline } from './printSpec.ts';
import type { CaseShape, Fallback, KeyDeclaration, TypeShape } from './valueType.ts';

/** What the declarations say of a place of a spec. */
export interface DeclaredPlace {
  /** The types that a value may have here; more than one where there is a short form. */
  readonly shapes: readonly TypeShape[];
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
  const start = flatten(specType.shape, task);
  let place: DeclaredPlace = { shapes: start, key: undefined, name: undefined };
  for (const part of path) {
    const next = place.shapes.map((shape) => stepInto(shape, part, task)).find((found) => found);
    if (!next) {
      return undefined;
    }
    place = next;
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

function stepInto(
  shape: TypeShape,
  part: string,
  task: string | undefined,
): DeclaredPlace | undefined {
  switch (shape.kind) {
    case 'mapping': {
      const key = Object.hasOwn(shape.keys, part) ? shape.keys[part] : undefined;
      return key && { shapes: flatten(key.type.shape, task), key, name: undefined };
    }
    case 'named': {
      const { documentation, value } = shape;
      const name = { documentation, options: value, example: undefined };
      return { shapes: flatten(shape.value, task), key: undefined, name };
    }
    case 'list':
      return { shapes: flatten(shape.item, task), key: undefined, name: undefined };
    case 'variant': {
      const name = Object.hasOwn(shape.cases, part) ? shape.cases[part] : shape.others;
      return (
        name && { shapes: name.options ? flatten(name.options, task) : [], key: undefined, name }
      );
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
