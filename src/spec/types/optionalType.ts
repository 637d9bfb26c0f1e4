import type { ValueType } from '../valueType.ts';

/** The word `none`, which stands for `undefined`, or a value of the type. */
export function optionalType<T>(type: ValueType<T>): ValueType<T | undefined> {
  return {
    description: `${type.description}, or "none"`,
    shape: {
      kind: 'either',
      options: [{ kind: 'choice', values: { none: 'Not used' } }, type.shape],
    },
    decode: (node, place, report) =>
      node.kind === 'scalar' && node.value === 'none'
        ? { value: undefined }
        : type.decode(node, place, report),
    encode: (value) => (value === undefined ? 'none' : type.encode(value)),
  };
}

/** A value of the type, where one is written; `undefined` stands for what follows from the rest. */
export function inferredType<T>(type: ValueType<T>): ValueType<T | undefined> {
  return {
    ...type,
    encode: (value) => (value === undefined ? undefined : type.encode(value)),
  };
}
