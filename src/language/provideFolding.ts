import { createLineMap, type LineMap } from '../base/lineMap.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { SpecNode } from '../spec/tree.ts';

/** Lines that can be hidden behind their first one; both count from 0 and are inside. */
export interface FoldingRange {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'value' | 'comment' | 'region';
}

/** Values of several lines, comments of several lines, and what `# region` and `# endregion` enclose. */
export function provideFolding({
  text,
  tree,
}: Pick<SpecDocument, 'text' | 'tree'>): readonly FoldingRange[] {
  const lines = createLineMap(text);
  const found = [...(tree ? foldsIn(lines, tree, new Set()) : []), ...commentFolds(text)];
  // Of two that begin in one line only the outer one can be clicked.
  const byLine = new Map<number, FoldingRange>();
  for (const fold of found.filter(({ startLine, endLine }) => endLine > startLine)) {
    const known = byLine.get(fold.startLine);
    byLine.set(fold.startLine, known && known.endLine >= fold.endLine ? known : fold);
  }
  return [...byLine.values()].toSorted((a, b) => a.startLine - b.startLine);
}

/** `seen` holds what aliases stand for. */
function* foldsIn(lines: LineMap, node: SpecNode, seen: Set<SpecNode>): Generator<FoldingRange> {
  if (node.kind === 'scalar' || seen.has(node)) {
    return;
  }
  seen.add(node);
  const parts =
    node.kind === 'list'
      ? node.items.map((value) => ({ start: value.range.start, value }))
      : node.entries.map(({ keyRange, value }) => ({ start: keyRange.start, value }));
  for (const { start, value } of parts) {
    const startLine = lines.positionAt(start).line;
    const endLine = lines.positionAt(value.range.end).line;
    yield { startLine, endLine, kind: 'value' };
    yield* foldsIn(lines, value, seen);
  }
}

function commentFolds(text: string): readonly FoldingRange[] {
  const folds: FoldingRange[] = [];
  const regions: number[] = [];
  let first: number | undefined;
  // The line behind the last one ends what is open.
  for (const [line, content] of [...text.split(/\r\n|\n|\r/), ''].entries()) {
    const [, mark] = /^\s*#\s*(region|endregion)\b/.exec(content) ?? [];
    const isComment = mark === undefined && /^\s*#/.test(content);
    if (first !== undefined && !isComment) {
      folds.push({ startLine: first, endLine: line - 1, kind: 'comment' });
    }
    first = isComment ? (first ?? line) : undefined;
    if (mark === 'region') {
      regions.push(line);
    }
    const start = mark === 'endregion' ? regions.pop() : undefined;
    if (start !== undefined) {
      folds.push({ startLine: start, endLine: line, kind: 'region' });
    }
  }
  return folds;
}
