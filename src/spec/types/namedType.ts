import { errorAt } from '../../base/problem.ts';
import { isRead, unread } from '../unread.ts';
import type { Plain, TextMeaning, ValueType } from '../valueType.ts';
import { reportWrongType } from './typeProblems.ts';

/** A mapping from names that the user chooses to values of one type. */
export function namedType<T>(options: {
  /** `a mapping from cell names to equations` */
  readonly description: string;
  /** What a key is, in one sentence without a full stop. */
  readonly documentation: string;
  readonly value: ValueType<T>;
  /** What is wrong with a name, as the end of a sentence; `undefined` where it is fine. */
  readonly judgeName: (name: string) => string | undefined;
  /** What keys stand for, where they are chosen from what is there. */
  readonly means?: TextMeaning;
}): ValueType<Readonly<Record<string, T>>> {
  const { description, documentation, value: valueType, judgeName, means } = options;
  const type: ValueType<Readonly<Record<string, T>>> = {
    description,
    shape: { kind: 'named', value: valueType.shape, documentation, ...(means ? { means } : {}) },
    decode: (node, place, report) => {
      if (node.kind !== 'mapping') {
        return reportWrongType(node, place, report, type);
      }
      const values: [string, T][] = [];
      for (const { key, keyRange, value } of node.entries) {
        const fault = judgeName(key);
        if (fault !== undefined) {
          report(errorAt(keyRange, 'spec.wrong-value', `Name "${key}" in ${place.owner} ${fault}`));
          continue;
        }
        const inside = { name: `"${key}" in ${place.owner}`, owner: `"${key}"`, range: keyRange };
        const read = valueType.decode(value, inside, report);
        const isWhole = read !== undefined && isRead(read.value);
        values.push([key, (isWhole ? read : unread({ read, isSpare: true })).value]);
      }
      return { value: Object.fromEntries(values) };
    },
    encode: (values) => {
      const encoded: [string, Plain][] = [];
      for (const [name, value] of Object.entries(values)) {
        const plain = valueType.encode(value);
        if (plain !== undefined) {
          encoded.push([name, plain]);
        }
      }
      return Object.fromEntries(encoded);
    },
  };
  return type;
}
