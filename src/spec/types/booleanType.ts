import type { ValueType } from '../valueType.ts';
import { reportWrongType } from './typeProblems.ts';

/** `true` or `false`; each comes with one sentence (without a full stop) of documentation. */
export function booleanType(values: {
  readonly true: string;
  readonly false: string;
}): ValueType<boolean> {
  const type: ValueType<boolean> = {
    description: 'true or false',
    shape: { kind: 'choice', values },
    decode: (node, place, report) =>
      node.kind === 'scalar' && typeof node.value === 'boolean'
        ? { value: node.value }
        : reportWrongType(node, place, report, type),
    encode: (value) => value,
  };
  return type;
}
