import { integerType } from '../../types/numberType.ts';
import { reportWrongType, reportWrongValue } from '../../types/typeProblems.ts';
import type { ValueType } from '../../valueType.ts';

const pitchType = integerType({ min: 0, max: 127 });

/** The lowest and the highest MIDI number. */
export const pitchesType: ValueType<readonly [number, number]> = {
  description: 'a list of two MIDI numbers, the lower one first',
  shape: { kind: 'list', item: pitchType.shape },
  decode: (node, place, report) => {
    if (node.kind !== 'list' || node.items.length !== 2) {
      return reportWrongType(node, place, report, pitchesType);
    }
    const [low, high] = node.items.map(
      (item) => pitchType.decode(item, { ...place, range: item.range }, report)?.value,
    );
    if (low === undefined || high === undefined) {
      return undefined;
    }
    return low < high
      ? { value: [low, high] }
      : reportWrongValue(node, place, report, pitchesType, ` that does not rise`);
  },
  encode: (value) => [...value],
};
