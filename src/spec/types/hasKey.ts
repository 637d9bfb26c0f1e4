import type { TypeShape } from '../valueType.ts';

/** Whether a mapping of that shape, in any of its forms, declares the key. */
export function hasKey(shape: TypeShape, key: string): boolean {
  return shape.kind === 'either'
    ? shape.options.some((option) => hasKey(option, key))
    : shape.kind === 'mapping' && Object.hasOwn(shape.keys, key);
}
