import { numberType } from '../../types/numberType.ts';
import { isNumberNode } from '../../types/shortFormType.ts';
import type { ValueType } from '../../valueType.ts';

const shareType = numberType({ above: 0, below: 1 });

/** A share of the training file, or a file of its own. */
export function validationType(fileType: ValueType<string>): ValueType<number | string> {
  return {
    description: `${shareType.description}, or ${fileType.description}`,
    shape: { kind: 'either', options: [shareType.shape, fileType.shape] },
    decode: (node, place, report) =>
      isNumberNode(node)
        ? shareType.decode(node, place, report)
        : fileType.decode(node, place, report),
    encode: (value) => value,
  };
}
