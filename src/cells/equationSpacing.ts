import type { Range } from '../base/range.ts';
import { type Token, tokenize } from './tokens.ts';

/** How much blank should stand between two neighbours of a line. */
export interface Spacing {
  readonly left: Range;
  readonly right: Range;
  /** Blanks, maybe none. */
  readonly blank: string;
}

/**
 * The blanks between the words and signs of equations: one around operators, none inside brackets.
 * Where `aligned` is set, the `=` of equations that stand together stand in one column. What is no
 * equation, comments, and what is between lines stays as it is.
 */
export function equationSpacing(text: string, aligned: boolean): readonly Spacing[] {
  const lines = splitLines(tokenize(text));
  const columns = aligned ? equalsColumns(text, lines) : new Map<Token, number>();
  return lines.flatMap((tokens) => spacingOf(tokens, text, columns));
}

/** The tokens of each line, without those that end it. */
function splitLines(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'line') {
      lines.push([]);
    } else if (token.kind !== 'end') {
      lines.at(-1)?.push(token);
    }
  }
  return lines.filter((line) => line.length > 0);
}

/** For each `=` how far from the start of its line it should stand. */
function equalsColumns(
  text: string,
  lines: readonly (readonly Token[])[],
): ReadonlyMap<Token, number> {
  const columns = new Map<Token, number>();
  let group: { readonly equals: Token; readonly end: number }[] = [];
  const close = () => {
    const column = Math.max(...group.map(({ end }) => end)) + 1;
    for (const { equals } of group) {
      columns.set(equals, column);
    }
    group = [];
  };
  let before = 0;
  for (const line of lines) {
    const [name, equals] = line;
    if (name?.kind !== 'name' || equals?.text !== '=') {
      continue;
    }
    // An empty line or one of a comment begins another group.
    if (/\n[ \t]*(?:#[^\n]*)?\n/.test(text.slice(before, name.range.start))) {
      close();
    }
    const lineStart = text.lastIndexOf('\n', name.range.start) + 1;
    group.push({ equals, end: name.range.end - lineStart });
    before = line.at(-1)?.range.end ?? before;
  }
  close();
  return columns;
}

function spacingOf(
  tokens: readonly Token[],
  text: string,
  columns: ReadonlyMap<Token, number>,
): readonly Spacing[] {
  let isIndex = false;
  return tokens.slice(1).flatMap((right, index): readonly Spacing[] => {
    const left = tokens[index] as Token;
    const isStart = left.text === '[' && isTimeStep(tokens.slice(index, index + 5));
    isIndex = isStart || (isIndex && left.text !== ']');
    const isUnary = left.text === '-' && !endsValue(tokens[index - 1]);
    const blank = isIndex || isUnary ? '' : blankBetween(left, right);
    const isNear = /^[ \t]*$/.test(text.slice(left.range.end, right.range.start));
    if (!isNear || blank === undefined) {
      return [];
    }
    const column = columns.get(right);
    const lineStart = text.lastIndexOf('\n', left.range.start) + 1;
    const width = column === undefined ? blank.length : column - (left.range.end - lineStart);
    return [{ left: left.range, right: right.range, blank: ' '.repeat(width) }];
  });
}

/** `[t-1]`, with any blanks. */
function isTimeStep(tokens: readonly Token[]): boolean {
  return tokens.map(({ text }) => text).join(' ') === '[ t - 1 ]';
}

/** `undefined` where the two do not belong side by side, so that nobody knows. */
function blankBetween(left: Token, right: Token): string | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    return undefined;
  }
  if ('(['.includes(left.text) || [')', ']', ','].includes(right.text)) {
    return '';
  }
  if (left.text === ',' || isOperator(left) || isOperator(right)) {
    return ' ';
  }
  return left.kind === 'name' && ['(', '['].includes(right.text) ? '' : undefined;
}

function isOperator({ text }: Token): boolean {
  return ['@', '*', '+', '-', '/', '='].includes(text);
}

/** Whether a minus after it takes away. */
function endsValue(token: Token | undefined): boolean {
  return (
    token?.kind === 'name' || token?.kind === 'number' || [')', ']'].includes(token?.text ?? '')
  );
}
