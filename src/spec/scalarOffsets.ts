import type { Range } from '../base/range.ts';
import type { ScalarNode } from './tree.ts';

/**
 * The characters of the file that a stretch of a scalar's value came from: behind indentation,
 * folds, quotes and escapes. The whole scalar where value and file cannot be brought together.
 */
export function rangeInScalar(text: string, node: ScalarNode, range: Range): Range {
  const offsets = node.text === node.value ? offsetsOf(text, node) : undefined;
  if (!offsets) {
    return node.range;
  }
  const first = offsets[range.start] ?? offsets[offsets.length - 1];
  const last = range.end > range.start ? offsets[range.end - 1] : undefined;
  if (!first) {
    return node.range;
  }
  return { start: first.start, end: Math.max(first.start, last?.end ?? first.start) };
}

/** Only a memory of a pure function, since many names stand in one scalar. A node is of one text. */
const known = new WeakMap<ScalarNode, readonly Range[] | undefined>();

function offsetsOf(text: string, node: ScalarNode): readonly Range[] | undefined {
  if (!known.has(node)) {
    known.set(node, alignScalar(text, node));
  }
  return known.get(node);
}

/**
 * For each character of the value its place in the file, and one more for the end. Walks along both
 * texts: white space of the value may stand for any white space of the file, other characters stand
 * for themselves or come from an escape.
 */
function alignScalar(text: string, node: ScalarNode): readonly Range[] | undefined {
  const offsets: Range[] = [];
  let at = contentStart(text, node);
  for (const character of node.text.split('')) {
    if (/\s/.test(character) && node.style !== 'double') {
      const width = /\s/.test(text.charAt(at)) ? 1 : 0;
      offsets.push({ start: at, end: at + width });
      at += width;
      continue;
    }
    const piece = nextPiece(text, node, at, character);
    if (!piece) {
      return undefined;
    }
    offsets.push(piece);
    at = piece.end;
  }
  offsets.push({ start: at, end: at });
  return offsets;
}

/** Behind the opening quote, or behind the header line of a block. */
function contentStart(text: string, { style, range }: ScalarNode): number {
  switch (style) {
    case 'plain':
      return range.start;
    case 'single':
    case 'double':
      return range.start + 1;
    case 'literal':
    case 'folded': {
      const header = /[^\r\n]*/.exec(text.slice(range.start))?.[0].length ?? 0;
      return range.start + header;
    }
  }
}

/** The place of one character of the value, at `at` or behind white space. */
function nextPiece(
  text: string,
  node: ScalarNode,
  at: number,
  character: string,
): Range | undefined {
  if (node.style === 'double') {
    return nextQuotedPiece(text, node.range.end, at, character);
  }
  const start = skipSpace(text, at);
  if (text.charAt(start) !== character || start >= node.range.end) {
    return undefined;
  }
  const isDoubled = node.style === 'single' && character === "'";
  return { start, end: start + (isDoubled ? 2 : 1) };
}

/** In double quotes any character may be an escape, and `\` before a line end joins lines. */
function nextQuotedPiece(
  text: string,
  end: number,
  at: number,
  character: string,
): Range | undefined {
  let start = at;
  while (start < end) {
    const escaped = /^\\(?:x..|u....|U.{8}|\r\n|.)/s.exec(text.slice(start, start + 10))?.[0];
    if (escaped && /[\r\n]/.test(escaped)) {
      start = skipSpace(text, start + escaped.length);
    } else if (escaped || text.charAt(start) === character) {
      return { start, end: start + (escaped?.length ?? 1) };
    } else if (/\s/.test(character)) {
      // A folded line end, which stands for a space; line ends beyond the first stay.
      return { start, end: /\s/.test(text.charAt(start)) ? start + 1 : start };
    } else if (/\s/.test(text.charAt(start))) {
      start += 1;
    } else {
      return undefined;
    }
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}
