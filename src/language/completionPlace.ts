import { type Range, shiftRange } from '../base/range.ts';

/** Where in a spec somebody is typing, found from the text alone, so that broken files work too. */
export interface CompletionPlace {
  /** Keys and indices down to the value that is being written. */
  readonly path: readonly string[];
  /** Whether a key or a value is being typed; a name of a layer after `- ` may become either. */
  readonly part: 'key' | 'value' | 'item';
  /** Whether it stands in braces or brackets. */
  readonly isInline: boolean;
  /** Keys that are there already. */
  readonly siblings: readonly string[];
  /** The word at the cursor, which a completion replaces. */
  readonly range: Range;
}

/** Characters that are looked at on either side; a spec is shorter. */
const reach = 50_000;

/** Looks at the line of the offset and at the less indented lines above it. */
export function completionPlace(file: string, fileOffset: number): CompletionPlace | undefined {
  const skipped = Math.max(0, fileOffset - reach);
  const place = placeIn(file.slice(skipped, fileOffset + reach), fileOffset - skipped);
  return place && { ...place, range: shiftRange(place.range, skipped) };
}

function placeIn(text: string, offset: number): CompletionPlace | undefined {
  const lineStart =
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const before = text.slice(lineStart, offset);
  if (/(^|\s)#/.test(before) || /["']/.test(before)) {
    return undefined;
  }
  const linesAbove = text.slice(0, lineStart).split(/\r\n|\n|\r/);
  const word = /[^\s,:[\]{}]*$/.exec(before)?.[0] ?? '';
  const range = { start: offset - word.length, end: offset };
  const head = before.slice(0, before.length - word.length);
  const line = readLine(before);
  const open = openBrackets(head);
  const parents = parentPath(linesAbove, line);
  if (open) {
    const path = [...parents, ...line.parts.map((part) => part.name), ...open.path];
    return { path, part: open.part, isInline: true, siblings: open.siblings, range };
  }
  const last = line.parts.at(-1);
  const path = [...parents, ...line.parts.map((part) => part.name)];
  if (last?.kind === 'key') {
    return { path, part: 'value', isInline: false, siblings: [], range };
  }
  const column = head.length;
  const siblings = siblingKeys(text, offset, column);
  return { path, part: last ? 'item' : 'key', isInline: false, siblings, range };
}

interface LinePart {
  readonly kind: 'key' | 'dash';
  readonly name: string;
  readonly column: number;
}

interface Line {
  /** Dashes and the key at the start of the line. */
  readonly parts: readonly LinePart[];
  readonly column: number;
}

/** `  - lstm: {` has a dash in column 2 and the key `lstm` in column 4. */
function readLine(line: string): Line {
  const parts: LinePart[] = [];
  let column = /^ */.exec(line)?.[0].length ?? 0;
  const start = column;
  for (;;) {
    const dash = /^- +/.exec(line.slice(column))?.[0];
    if (dash === undefined) {
      break;
    }
    parts.push({ kind: 'dash', name: '0', column });
    column += dash.length;
  }
  const key = /^([^\s:#"'[\]{},][^:#"'[\]{},]*):(?:\s|$)/.exec(line.slice(column))?.[1];
  if (key !== undefined) {
    parts.push({ kind: 'key', name: key.trimEnd(), column });
  }
  return { parts, column: parts[0]?.column ?? start };
}

/** The keys and dashes that the line belongs to, from the top. */
function parentPath(linesAbove: readonly string[], line: Line): string[] {
  const path: string[] = [];
  let limit = line.column;
  // A dash may stand in the same column as the key that it belongs to.
  let isDash = line.parts[0]?.kind === 'dash';
  for (const above of linesAbove.toReversed()) {
    if (limit === 0 && !isDash) {
      break;
    }
    if (/^\s*(#|$)/.test(above)) {
      continue;
    }
    for (const part of readLine(above).parts.toReversed()) {
      const isParent =
        part.column < limit || (isDash && part.kind === 'key' && part.column === limit);
      if (isParent) {
        path.unshift(part.name);
        limit = part.column;
        isDash = part.kind === 'dash';
      }
    }
  }
  return path;
}

interface OpenBracket {
  readonly path: readonly string[];
  readonly part: 'key' | 'value' | 'item';
  readonly siblings: readonly string[];
}

/** What the innermost open bracket of a line stands in; `undefined` without an open bracket. */
function openBrackets(head: string): OpenBracket | undefined {
  const stack: Bracket[] = [];
  for (let index = 0; index < head.length; index++) {
    const character = head.charAt(index);
    if (character === '{' || character === '[') {
      const path = pathInBracket(stack.at(-1), head.slice(0, index));
      stack.push({ path, start: index + 1, isList: character === '[' });
    } else if (character === '}' || character === ']') {
      stack.pop();
    }
  }
  const innermost = stack.at(-1);
  if (!innermost) {
    return undefined;
  }
  const inside = head.slice(innermost.start);
  const path = stack.flatMap((bracket) => bracket.path);
  const siblings = [...inside.matchAll(/([^\s,:{}[\]]+)\s*:/g)].map((match) => match[1] ?? '');
  const inner = [...path, ...pathInBracket(innermost, head)];
  const isValue = lastKey(inside) !== undefined;
  const part = isValue ? 'value' : innermost.isList ? 'item' : 'key';
  return { path: inner, part, siblings };
}

interface Bracket {
  /** From the value of the bracket around it to its own. */
  readonly path: readonly string[];
  /** Where its content starts. */
  readonly start: number;
  readonly isList: boolean;
}

/** What leads from a bracket to the end of `head`: an item, a key, or a key in an item. */
function pathInBracket(bracket: Bracket | undefined, head: string): readonly string[] {
  if (!bracket) {
    return [];
  }
  const key = lastKey(head.slice(bracket.start));
  return [...(bracket.isList ? ['0'] : []), ...(key === undefined ? [] : [key])];
}

/** The key whose value is being written: behind the last comma stands `key:`. */
function lastKey(inside: string): string | undefined {
  return /(?:^|,)\s*([^\s,:{}[\]]+)\s*:\s*$/.exec(inside)?.[1];
}

/** Keys in the same column of the same block, above and below. */
function siblingKeys(text: string, offset: number, column: number): readonly string[] {
  const above = text
    .slice(0, offset)
    .split(/\r\n|\n|\r/)
    .slice(0, -1)
    .toReversed();
  const below = text
    .slice(offset)
    .split(/\r\n|\n|\r/)
    .slice(1);
  return [...keysInColumn(above, column), ...keysInColumn(below, column)];
}

function keysInColumn(lines: readonly string[], column: number): readonly string[] {
  const keys: string[] = [];
  for (const line of lines) {
    if (/^\s*(#|$)/.test(line)) {
      continue;
    }
    const { parts, column: start } = readLine(line);
    const key = parts.find((part) => part.kind === 'key' && part.column === column);
    if (key) {
      keys.push(key.name);
    }
    if (start < column) {
      break;
    }
  }
  return keys;
}
