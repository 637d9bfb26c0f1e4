import type { Range } from '../base/range.ts';

/** A word, number or sign of the equation language; `line` ends an equation. */
export interface Token {
  readonly kind: 'name' | 'number' | 'sign' | 'line' | 'end' | 'unknown';
  readonly text: string;
  readonly range: Range;
}

const pattern =
  /(?<blank>[ \t\r]+|#[^\n]*)|(?<equation>\n(?=[ \t]*[A-Za-z_]\w*[ \t]*=))|(?<line>\n)|(?<name>[A-Za-z_]\w*)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<sign>[@*+\-/()[\]=,])|(?<unknown>[^\s\w@*+\-/()[\]=,#]+|.)/gsu;

/**
 * The tokens of a text, ended by `end`. Comments start with `#`; inside brackets a new line is a
 * blank, so that a long equation may be broken there. A line that starts with `name =` is a new
 * equation whatever was open before: no bracket can hold one, so it was only not closed.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const match of text.matchAll(pattern)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const groups = match.groups ?? {};
    const kind = kindOf(groups);
    depth = groups.equation === undefined ? depth : 0;
    if (kind === undefined || (kind === 'line' && depth > 0)) {
      continue;
    }
    if (kind === 'sign') {
      depth += '(['.includes(match[0]) ? 1 : ')]'.includes(match[0]) ? -Math.min(depth, 1) : 0;
    }
    tokens.push({ kind, text: match[0], range });
  }
  const end = { start: text.length, end: text.length };
  return [...tokens, { kind: 'end', text: '', range: end }];
}

function kindOf(groups: Record<string, string | undefined>): Token['kind'] | undefined {
  if (groups.equation !== undefined) {
    return 'line';
  }
  const kinds = ['line', 'name', 'number', 'sign', 'unknown'] as const;
  return kinds.find((kind) => groups[kind] !== undefined);
}
