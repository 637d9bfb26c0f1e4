import type { SpecNode } from '../tree.ts';
import type { Decoded, Plain, TypeShape, ValueType } from '../valueType.ts';
import { reportWrongType } from './typeProblems.ts';

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
  const type: ValueType<T> = {
    description: `${short.description}, or ${long.description}`,
    shape: {
      kind: 'either',
      options: [long.shape, short.shape],
      writeOut: (node) => {
        const value = matches(node) ? decodeQuietly(short, node) : undefined;
        const encoded = value && long.encode(expand(value.value));
        return encoded === undefined ? undefined : withoutDefaults(encoded, long.shape);
      },
    },
    decode: (node, place, report) => {
      if (!matches(node)) {
        return long.shape.kind === 'mapping' && node.kind !== 'mapping'
          ? reportWrongType(node, place, report, type)
          : long.decode(node, place, report);
      }
      // The example is one of the long form.
      const { example: _, ...rest } = place;
      const decoded = short.decode(node, rest, report);
      return decoded && { value: expand(decoded.value) };
    },
    encode: (value) => long.encode(value),
  };
  return type;
}

/** The value, where nothing is wrong with it. */
function decodeQuietly<T>(type: ValueType<T>, node: SpecNode): Decoded<T> | undefined {
  let isRight = true;
  const decoded = type.decode(node, { name: '', owner: '', range: node.range }, () => {
    isRight = false;
  });
  return isRight ? decoded : undefined;
}

/** Without the keys whose values hold where they are not written. */
function withoutDefaults(encoded: Plain, shape: TypeShape): Plain {
  if (shape.kind !== 'mapping' || typeof encoded !== 'object') {
    return encoded;
  }
  const entries = Object.entries(encoded as Readonly<Record<string, Plain>>);
  const needed = entries.filter(([key, value]) => {
    const { type, fallback } = shape.keys[key] ?? {};
    return (
      fallback?.kind !== 'value' ||
      JSON.stringify(type?.encode(fallback.value)) !== JSON.stringify(value)
    );
  });
  // Where nothing is needed, all of it says what is meant.
  return needed.length > 0 ? Object.fromEntries(needed) : encoded;
}

/** Whether a node is one written value. */
export function isWrittenScalar(node: SpecNode): boolean {
  return node.kind === 'scalar' && node.value !== undefined;
}

/** Whether a node is one number. */
export function isNumberNode(node: SpecNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'number';
}
