import type { SpecNode } from '../tree.ts';
import type { ValueType } from '../valueType.ts';

/**
 * A type with a short form beside its long one. Values of the short type are taken where `matches`
 * holds, and are written out in the long form.
 */
export function shortFormType<T, Short>(options: {
  readonly long: ValueType<T>;
  readonly short: ValueType<Short>;
  readonly matches: (node: SpecNode) => boolean;
  readonly expand: (short: Short) => T;
}): ValueType<T> {
  const { long, short, matches, expand } = options;
  return {
    description: `${short.description}, or ${long.description}`,
    shape: { kind: 'either', options: [long.shape, short.shape] },
    decode: (node, place, report) => {
      if (!matches(node)) {
        return long.decode(node, place, report);
      }
      const decoded = short.decode(node, place, report);
      return decoded && { value: expand(decoded.value) };
    },
    encode: (value) => long.encode(value),
  };
}

/** Whether a node is one written value. */
export function isWrittenScalar(node: SpecNode): boolean {
  return node.kind === 'scalar' && node.value !== undefined;
}

/** Whether a node is one number. */
export function isNumberNode(node: SpecNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'number';
}
