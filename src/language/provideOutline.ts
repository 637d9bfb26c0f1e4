import type { Range } from '../base/range.ts';
import { equationLines } from '../cells/equationLines.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { rangeInScalar } from '../spec/scalarOffsets.ts';
import type { MappingEntry, ScalarNode, SpecNode } from '../spec/tree.ts';
import { equationNodes } from './equationNodes.ts';
import type { NameKind } from './symbols/cellNames.ts';
import { entriesOf, itemsOf, withoutQuotes } from './symbols/nodes.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/** A part of a spec, with the parts inside of it. */
export interface OutlineItem {
  readonly name: string;
  /** The value, or the right side of an equation, as far as it fits into a line. */
  readonly detail: string;
  readonly kind: 'key' | NameKind;
  /** All of it. */
  readonly range: Range;
  /** The name, inside of `range`. */
  readonly nameRange: Range;
  readonly children: readonly OutlineItem[];
}

/** Characters of the longest detail. */
const longestDetail = 60;

/** The parts of a file: keys, cells with their equations, layers. */
export function provideOutline(
  analysis: Pick<Analysis, 'document' | 'source'>,
): readonly OutlineItem[] {
  const { document } = analysis;
  const { occurrences } = symbolIndex(analysis);
  const context: Context = {
    text: document.text,
    equations: new Set(equationNodes(document.tree)),
    kinds: new Map(occurrences.map(({ range, kind }) => [range.start, kind])),
  };
  return entriesOf(document.tree).map((entry) => itemOfEntry(context, entry, []));
}

interface Context {
  readonly text: string;
  readonly equations: ReadonlySet<SpecNode>;
  /** What names are, by where they start. */
  readonly kinds: ReadonlyMap<number, NameKind>;
}

function itemOfEntry(
  context: Context,
  { key, keyRange, value }: MappingEntry,
  path: readonly string[],
): OutlineItem {
  const { text, kinds } = context;
  // What an alias stands for is written above.
  const isHere = value.range.start >= keyRange.end;
  const range = { start: keyRange.start, end: isHere ? value.range.end : keyRange.end };
  const kind = kinds.get(withoutQuotes(text, keyRange).start) ?? 'key';
  const children = isHere ? childrenOf(context, value, [...path, key]) : [];
  const detail = children.length > 0 ? '' : firstLine(text, value.range);
  return { name: key, detail: isHere ? detail : '', kind, range, nameRange: keyRange, children };
}

function childrenOf(
  context: Context,
  value: SpecNode,
  path: readonly string[],
): readonly OutlineItem[] {
  if (value.kind === 'scalar') {
    return context.equations.has(value) ? equationsIn(context, value) : [];
  }
  return value.kind === 'mapping'
    ? value.entries.map((entry) => itemOfEntry(context, entry, path))
    : path.length === 1 && path[0] === 'model'
      ? itemsOf(value)
          .filter((item) => item.range.start >= value.range.start)
          .flatMap((item) => layerOf(context, item) ?? [])
      : [];
}

function equationsIn({ text, kinds }: Context, node: ScalarNode): readonly OutlineItem[] {
  return equationLines(node.text).map(({ name, nameRange, range }) => {
    const place = rangeInScalar(text, node, nameRange);
    const whole = rangeInScalar(text, node, range);
    return {
      name,
      detail: firstLine(text, { start: place.end, end: whole.end }).replace(/^\s*=\s*/, ''),
      kind: kinds.get(place.start) ?? 'value',
      range: { start: place.start, end: Math.max(place.end, whole.end) },
      nameRange: place,
      children: [],
    };
  });
}

/** A layer by its name; `undefined` where nothing is one. */
function layerOf({ text, kinds }: Context, node: SpecNode): OutlineItem | undefined {
  const [entry] = entriesOf(node);
  const nameRange = entry?.keyRange ?? node.range;
  const name = entry?.key ?? (node.kind === 'scalar' ? node.text : '');
  if (name === '') {
    return undefined;
  }
  const kind = kinds.get(withoutQuotes(text, nameRange).start) ?? 'layer';
  const hasValue = entry && entry.value.range.start >= nameRange.end;
  const detail = hasValue ? firstLine(text, entry.value.range) : '';
  return { name, detail, kind, range: node.range, nameRange, children: [] };
}

function firstLine(text: string, { start, end }: Range): string {
  const [line = ''] = text.slice(start, Math.min(end, start + longestDetail + 1)).split(/[\r\n]/);
  return line.length > longestDetail ? `${line.slice(0, longestDetail - 1)}…` : line.trim();
}
