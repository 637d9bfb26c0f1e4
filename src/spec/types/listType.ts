import { errorAt, withFixes } from '../../base/problem.ts';
import { removalFix } from '../fixes.ts';
import { isEmptyNode, type ListNode, type SpecNode } from '../tree.ts';
import { unread } from '../unread.ts';
import type { Decoded, Place, Report, ValueType } from '../valueType.ts';
import { reportWrongType, reportWrongValue } from './typeProblems.ts';

/** A list of at least one value; `what` names it (`a list of column names`). */
export function listType<T>(
  what: string,
  item: ValueType<T>,
  options: { readonly unique?: boolean; readonly max?: number } = {},
): ValueType<readonly T[]> {
  const type: ValueType<readonly T[]> = {
    description: what,
    shape: { kind: 'list', item: item.shape },
    decode: (node, place, report) => {
      if (node.kind !== 'list') {
        return reportWrongType(node, place, report, type);
      }
      if (node.items.length === 0) {
        return reportWrongValue(node, place, report, type, ': write at least one item');
      }
      const { max = Number.POSITIVE_INFINITY } = options;
      if (node.items.length > max) {
        const advice = ` of ${node.items.length} items: at most ${max} are taken`;
        return reportWrongValue(node, place, report, type, advice);
      }
      if (options.unique) {
        reportRepeats(node, place, report);
      }
      return decodeItems(node, place, report, item);
    },
    encode: (values) => values.map((value) => item.encode(value) ?? 'none'),
  };
  return type;
}

function decodeItems<T>(
  list: ListNode,
  place: Place,
  report: Report,
  item: ValueType<T>,
): Decoded<readonly T[]> {
  const values = list.items.map((node, index) => {
    const name = `Item ${index + 1} of ${place.name}`;
    const range = isEmptyNode(node) ? list.range : node.range;
    const inside = { name, owner: name, range, isItem: true };
    return (item.decode(node, inside, report) ?? unread<T>()).value;
  });
  return { value: values };
}

function reportRepeats(list: ListNode, place: Place, report: Report): void {
  const seen = new Map<string, SpecNode>();
  for (const [index, node] of list.items.entries()) {
    if (node.kind !== 'scalar' || isEmptyNode(node)) {
      continue;
    }
    const first = seen.get(node.text);
    if (first) {
      const message = `"${node.text}" appears twice in ${place.name}: remove one of the two`;
      const related = [{ range: first.range, message: 'The first one is here' }];
      const problem = errorAt(node.range, 'spec.wrong-value', message, related);
      const removal = removalFix(list.layout, node.text, list.layout?.parts[index]?.start);
      report(withFixes(problem, [removal]));
    }
    seen.set(node.text, node);
  }
}
