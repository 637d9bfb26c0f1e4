import type { TextEdit } from '../base/fix.ts';
import type { Range } from '../base/range.ts';

/** How a mapping or a list lies in its text: enough to write one more entry, or to take one away. */
export interface Layout {
  readonly text: string;
  /** Each entry from its key, each item from its dash if it has one, to the end of its value. */
  readonly parts: readonly Range[];
  /** In braces or brackets, or on lines of its own. */
  readonly form: 'flow' | 'block';
  /** Whether nothing is around it. */
  readonly isRoot: boolean;
  /** Where the mapping or list begins, with its bracket. */
  readonly start: number;
}

/** Where a value would be written that is not there: it replaces `range`, between two texts. */
export interface Gap {
  readonly range: Range;
  readonly before: string;
  readonly after: string;
}

/** Where the value of an entry without one is written; the entry begins at `start`. */
export function gapOf({ text, parts }: Layout, start: number): Gap | undefined {
  const part = parts.find((one) => one.start === start);
  if (!part) {
    return undefined;
  }
  const blank = match(/[ \t]*/y, text, part.end)?.[0].length ?? 0;
  const rest = text.slice(part.end + blank, part.end + blank + 1);
  const before = text.charAt(part.end - 1) === ':' ? ' ' : ': ';
  const range = { start: part.end, end: part.end + blank };
  return { range, before, after: rest === '#' || rest === '}' ? ' ' : '' };
}

/** The edit that writes the value. */
export function fillGap({ range, before, after }: Gap, value: string): TextEdit {
  return { range, newText: `${before}${value}${after}` };
}

/** The line end that a text uses. */
export function lineEndOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The edit that writes one more entry, such as `window: 24`, behind the last one of a mapping. */
export function addPart({ text, parts, form, start }: Layout, entry: string): TextEdit {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) {
    // An empty file, or empty braces.
    return form === 'flow' ? insertion(start + 1, entry) : appended(text, entry);
  }
  const newLine = `${lineEndOf(text)}${' '.repeat(first.start - lineStart(text, first.start))}`;
  if (form === 'block') {
    const isList = text.startsWith('-', last.start) && /\s/.test(text.charAt(last.start + 1));
    const comment = match(/[^\r\n]*/y, text, last.end)?.[0].length ?? 0;
    return insertion(last.end + comment, `${newLine}${isList ? '- ' : ''}${entry}`);
  }
  const isOnOwnLine = isBlank(text.slice(lineStart(text, last.start), last.start));
  return insertion(last.end, `${isOnOwnLine ? `,${newLine}` : ', '}${entry}`);
}

function appended(text: string, entry: string): TextEdit {
  const lineEnd = lineEndOf(text);
  const before = /(?:^|[\r\n])$/.test(text) ? '' : lineEnd;
  return insertion(text.length, `${before}${entry}${lineEnd}`);
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/**
 * The edit that takes away the part that begins at `start`, with its comments, so that what is left
 * is valid YAML and says the same otherwise; `undefined` where it is too entangled with the rest.
 */
export function removePart(layout: Layout, start: number): TextEdit | undefined {
  const { text, parts } = layout;
  const range = removalRange(
    layout,
    parts.findIndex((part) => part.start === start),
  );
  const removed = range && text.slice(range.start, range.end);
  const anchor = removed && /(?:^|[\s,[{])&([^\s,[\]{}]+)/.exec(removed)?.[1];
  const isWholeList = parts.length === 1 && /[-[]/.test(text.charAt(layout.start));
  // What an alias elsewhere stands for must stay, and a list is never empty.
  if (!range || isWholeList || (anchor !== undefined && text.includes(`*${anchor}`))) {
    return undefined;
  }
  const isWholeBlock = layout.form === 'block' && parts.length === 1 && !layout.isRoot;
  return { range, newText: isWholeBlock ? emptyMapping(text, range) : '' };
}

/** The edits that indent all parts but the first, so that they belong to it. */
export function indentParts({ text, parts, form }: Layout): readonly TextEdit[] {
  const [, second] = parts;
  const end = parts.at(-1)?.end ?? 0;
  if (!second || form === 'flow') {
    return [];
  }
  const lines: TextEdit[] = [insertion(second.start, '  ')];
  for (const { index, 0: mark } of text.slice(0, end).matchAll(/(?:\r\n|\n|\r)(?=[^\r\n])/g)) {
    if (index >= second.start) {
      lines.push(insertion(index + mark.length, '  '));
    }
  }
  return lines;
}

function emptyMapping(text: string, { start }: Range): string {
  return /:$/.test(text.slice(0, start)) ? ' {}' : '{}';
}

function removalRange(layout: Layout, index: number): Range | undefined {
  const { text, parts, form, isRoot } = layout;
  const part = parts[index];
  if (!part) {
    return undefined;
  }
  if (form === 'flow') {
    return flowRange(layout, index, part);
  }
  if (parts.length === 1 && !isRoot) {
    return soleRange(text, part);
  }
  const prefix = text.slice(lineStart(text, part.start), part.start);
  const rest = match(/[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|\n|\r|$)/y, text, part.end);
  if (!rest) {
    return undefined;
  }
  const end = part.end + rest[0].length;
  if (isBlank(prefix)) {
    // A comment above the first key of a file is about the file.
    const isHeader = isRoot && index === 0;
    return { start: isHeader ? lineStart(text, part.start) : commentStart(text, part), end };
  }
  // The first key behind a dash: the next one takes its place.
  const next = parts[index + 1];
  if (!next || !/^\s*(?:- +)+$/.test(prefix)) {
    return undefined;
  }
  const comment = text.slice(end, next.start).indexOf('#');
  return { start: part.start, end: comment < 0 ? next.start : end + comment };
}

/** The only entry of a block gives way to an empty mapping, behind the colon where that is near. */
function soleRange(text: string, part: Range): Range {
  const gap = /\s*$/.exec(text.slice(0, part.start))?.[0] ?? '';
  const isNear = /:$/.test(text.slice(0, part.start - gap.length));
  return isNear ? { start: part.start - gap.length, end: part.end } : part;
}

function flowRange({ text, parts }: Layout, index: number, part: Range): Range | undefined {
  const start = lineStart(text, part.start);
  const isFirstOfLine = isBlank(text.slice(start, part.start));
  if (!isFirstOfLine && !/[{[,]\s*$/.test(text.slice(start, part.start))) {
    return undefined;
  }
  const comma = match(/\s*,[ \t]*/y, text, part.end)?.[0].length;
  const line = match(/[ \t]*,?[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|\n|\r)/y, text, part.end)?.[0];
  if (isFirstOfLine && line !== undefined && (comma === undefined || line.includes(','))) {
    return { start: commentStart(text, part), end: part.end + line.length };
  }
  if (comma !== undefined) {
    return { start: part.start, end: part.end + comma };
  }
  const before = parts[index - 1]?.end ?? part.start;
  const isNear = /^\s*,\s*$/.test(text.slice(before, part.start));
  return { start: isNear ? before : part.start, end: part.end };
}

/** The start of the comment lines directly above a part, in its column; of its own line without any. */
function commentStart(text: string, { start: place }: Range): number {
  let start = lineStart(text, place);
  const column = place - start;
  for (;;) {
    const above = lineStart(
      text,
      Math.max(0, start - (text.startsWith('\r\n', start - 2) ? 2 : 1)),
    );
    const line = text.slice(above, start);
    if (above === start || line.search(/\S/) !== column || line.charAt(column) !== '#') {
      return start;
    }
    start = above;
  }
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // From -1 a search would begin at 0.
  return offset === 0
    ? 0
    : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
