import { specType } from './declarations/specKeys.ts';
import type { TypeShape } from './valueType.ts';

/** The endings of all files that a spec may name, such as `.csv`, each once. */
export function fileEndings(): readonly string[] {
  return [...new Set(endingsIn(specType.shape, new Set()))];
}

/** `seen` holds the shapes that were looked into: one may stand in many places. */
function endingsIn(shape: TypeShape, seen: Set<TypeShape>): readonly string[] {
  if (seen.has(shape)) {
    return [];
  }
  seen.add(shape);
  return shape.kind === 'text'
    ? shape.means?.kind === 'file'
      ? shape.means.endings
      : []
    : partsOf(shape).flatMap((part) => endingsIn(part, seen));
}

function partsOf(shape: TypeShape): readonly TypeShape[] {
  switch (shape.kind) {
    case 'list':
      return [shape.item];
    case 'named':
      return [shape.value];
    case 'mapping':
      return Object.values(shape.keys).map(({ type }) => type.shape);
    case 'either':
      return shape.options;
    case 'switch':
      return Object.values(shape.cases);
    case 'variant':
      return [...Object.values(shape.cases), ...(shape.others ? [shape.others] : [])].flatMap(
        ({ options }) => options ?? [],
      );
    default:
      return [];
  }
}
