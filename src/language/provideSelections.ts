import type { Range } from '../base/range.ts';
import { equationLines } from '../cells/equationLines.ts';
import { parseEquations } from '../cells/parseEquations.ts';
import { walkExpression } from '../cells/walk.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { rangeInScalar } from '../spec/scalarOffsets.ts';
import type { ListNode, MappingNode, ScalarNode, SpecNode } from '../spec/tree.ts';
import { equationNodes } from './equationNodes.ts';
import { withoutQuotes } from './symbols/nodes.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/**
 * What a selection at an offset grows to, each stretch inside of the next: a name, the formulas and
 * the equation around it, the value, the key with its value, up to the whole file.
 */
export function provideSelections(
  analysis: Pick<Analysis, 'document' | 'source'>,
  offset: number,
): readonly Range[] {
  const { text, tree } = analysis.document;
  const name = symbolIndex(analysis).at(offset)?.range;
  const equations = equationNodes(tree)
    .filter(({ range }) => contains(range, offset))
    .flatMap((node) => formulasIn(text, node));
  const found = [
    ...(name ? [name] : []),
    ...equations,
    ...(tree ? valuesAt(text, tree, offset) : []),
    { start: 0, end: text.length },
  ];
  const around = found.filter((range) => contains(range, offset));
  return nested(around.toSorted((a, b) => lengthOf(a) - lengthOf(b)));
}

function contains({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

function lengthOf({ start, end }: Range): number {
  return end - start;
}

/** Each equation, and every formula in those that can be read. */
function formulasIn(text: string, node: ScalarNode): readonly Range[] {
  const formulas = parseEquations(node.text).value.flatMap(({ expression }) => [
    ...walkExpression(expression),
  ]);
  return [...equationLines(node.text), ...formulas].map(({ range }) =>
    rangeInScalar(text, node, range),
  );
}

/** The values around an offset with their keys; what an alias stands for is not around it. */
function valuesAt(text: string, node: SpecNode, offset: number): readonly Range[] {
  if (node.kind === 'scalar') {
    return [withoutQuotes(text, node.range), node.range];
  }
  const part = partsOf(node).find(({ range }) => contains(range, offset));
  if (!part) {
    return [node.range];
  }
  const key = part.keyRange ? [withoutQuotes(text, part.keyRange), part.keyRange] : [];
  return [...key, part.range, ...valuesAt(text, part.value, offset), node.range];
}

interface Part {
  readonly range: Range;
  readonly keyRange: Range | undefined;
  readonly value: SpecNode;
}

function partsOf(node: ListNode | MappingNode): readonly Part[] {
  return node.kind === 'list'
    ? node.items.map((value) => ({ range: value.range, keyRange: undefined, value }))
    : node.entries.map(({ keyRange, value }) => ({
        range: { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) },
        keyRange,
        value,
      }));
}

/** From the shortest on, without those that do not hold the one before, or are the same. */
function nested(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    const isAround = !last || (range.start <= last.start && last.end <= range.end);
    if (isAround && (!last || lengthOf(range) > lengthOf(last)) && lengthOf(range) > 0) {
      result.push(range);
    }
  }
  return result;
}
