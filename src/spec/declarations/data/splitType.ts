import type { SpecNode } from '../../tree.ts';
import { numberType } from '../../types/numberType.ts';
import { reportWrongType, reportWrongValue } from '../../types/typeProblems.ts';
import type { ValueType } from '../../valueType.ts';

const shareType = numberType({ above: 0, below: 1 });
const partNames = ['train', 'validation', 'test'];

/** How far the sum of three written shares may be from 1: `0.33` three times is 0.99. */
const tolerance = 1e-6;

/** Three shares that sum to 1. */
export const splitType: ValueType<readonly [number, number, number]> = {
  description: 'a list of three shares that sum to 1',
  shape: { kind: 'list', item: shareType.shape },
  decode: (node, place, report) => {
    if (node.kind !== 'list') {
      return reportWrongType(node, place, report, splitType);
    }
    if (node.items.length !== partNames.length) {
      const advice = ` of ${node.items.length}: train, validation and test`;
      return reportWrongValue(node, place, report, splitType, advice);
    }
    const shares = node.items.map((item: SpecNode, index) => {
      const name = `The ${partNames[index]} share of ${place.name}`;
      return shareType.decode(item, { name, owner: name, range: item.range }, report)?.value;
    });
    const [train, validation, test] = shares;
    if (train === undefined || validation === undefined || test === undefined) {
      return undefined;
    }
    const sum = train + validation + test;
    if (Math.abs(sum - 1) > tolerance) {
      const rest = 1 - train - validation;
      const advice = ` that sums to ${round(sum)}${rest > 0 ? `: with ${round(rest)} for test it would be 1` : ''}`;
      return reportWrongValue(node, place, report, splitType, advice);
    }
    return { value: [train, validation, test] };
  },
  encode: (value) => [...value],
};

/** Hides the noise of binary fractions. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
