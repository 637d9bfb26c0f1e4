import { type Range, shiftRange } from '../base/range.ts';
import { lineStart } from '../spec/layout.ts';
import { isInBlockText, keysBeside, parentPath, readLine, valuesBeside } from './blockLines.ts';
import { bracketStart, keysBehind, oneLine, openBracket } from './openBracket.ts';

/** Where in a spec somebody is typing, found from the text alone, so that broken files work too. */
export interface CompletionPlace {
  /** Keys and indices down to the value that is being written. */
  readonly path: readonly string[];
  /**
   * Whether a key or a value is being typed, or a line of a text behind `|`; a name of a layer after
   * `- ` may become a key or a value.
   */
  readonly part: 'key' | 'value' | 'item' | 'text';
  /** Whether it stands in braces or brackets. */
  readonly isInline: boolean;
  /** Keys that are there already; in a list its other items. */
  readonly siblings: readonly string[];
  /** The word at the cursor, which a completion replaces. */
  readonly range: Range;
  /** The quote that the word stands in; empty where there is none. */
  readonly quote: '' | '"' | "'";
  /** Whether the word is a key already, since a colon follows. */
  readonly isKey: boolean;
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
  const here = lineStart(text, offset);
  const start = bracketStart(text, here) ?? here;
  const before = oneLine(text.slice(start, here)) + text.slice(here, offset);
  const linesAbove = text.slice(0, start).split(/\r\n|\n|\r/);
  const linesBelow = text
    .slice(offset)
    .split(/\r\n|\n|\r/)
    .slice(1);
  const line = readLine(before);
  const parents = parentPath(linesAbove, line);
  const word = wordAt(text, offset, before);
  if (isInBlockText(linesAbove, line)) {
    return { ...word, path: parents, part: 'text', isInline: false, siblings: [] };
  }
  const head = before.slice(0, before.length - (offset - word.range.start) - word.quote.length);
  const plain = outsideQuotes(head);
  if (/(^|\s)#/.test(plain) || /["']/.test(plain)) {
    return undefined;
  }
  const path = [...parents, ...line.parts.map((part) => part.name)];
  const open = isPlainText(before, line.valueStart) ? undefined : openBracket(head);
  if (open) {
    const siblings = [...open.siblings, ...keysBehind(text.slice(word.range.end), open.part)];
    return { ...word, ...open, siblings, path: [...path, ...open.path], isInline: true };
  }
  const last = line.parts.at(-1);
  if (last?.kind === 'key') {
    return { ...word, path, part: 'value', isInline: false, siblings: [] };
  }
  const beside = { above: linesAbove, below: linesBelow };
  return {
    ...word,
    path,
    part: last ? 'item' : 'key',
    isInline: false,
    siblings: [
      ...keysBeside(beside, head.length),
      ...(last ? valuesBeside(beside, last.column) : []),
    ],
  };
}

/** The word that the offset is in or behind, in quotes or not. */
function wordAt(
  text: string,
  offset: number,
  before: string,
): Pick<CompletionPlace, 'range' | 'quote' | 'isKey'> {
  const after = text.slice(offset, offset + 200);
  const quoted = /(?:^|[\s:,[{])(["'])((?:(?!\1)[^#])*)$/.exec(before);
  if (quoted && /["']/.test(outsideQuotes(before))) {
    const quote = quoted[1] === '"' ? '"' : "'";
    const rest = /^[^"'\r\n]*/.exec(after)?.[0] ?? '';
    const isClosed = after.charAt(rest.length) === quote;
    const range = { start: offset - (quoted[2] ?? '').length, end: offset };
    return { range: { ...range, end: offset + (isClosed ? rest.length : 0) }, quote, isKey: false };
  }
  const typed = /[^\s,:[\]{}]*$/.exec(before)?.[0] ?? '';
  const rest = /^[^\s,:[\]{}#"']*/.exec(after)?.[0] ?? '';
  const isKey = /^\s*:(?:\s|$)/.test(after.slice(rest.length).split(/[\r\n]/, 1)[0] ?? '');
  return {
    range: { start: offset - typed.length, end: offset + rest.length },
    quote: '',
    isKey,
  };
}

/** A line without what stands in quotes that are closed again. */
function outsideQuotes(line: string): string {
  return line.replace(/(["'])(?:(?!\1).)*\1/g, '');
}

/** Whether a value without quotes and brackets begins behind the key of a line. */
function isPlainText(before: string, valueStart: number | undefined): boolean {
  return valueStart !== undefined && /^\s*[^\s[{"'&*]/.test(before.slice(valueStart));
}
