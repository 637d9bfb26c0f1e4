import type { YAMLError } from 'yaml';
import { type Fix, fixOf } from '../base/fix.ts';
import { lineStart } from './layout.ts';

/** What would mend a YAML error, where one change does; what is behind it may be wrong as well. */
export function yamlFix({ code, pos: [at, end] }: YAMLError, text: string): Fix | undefined {
  switch (code) {
    case 'TAB_AS_INDENT':
      return replaceTabs(text, at);
    case 'BAD_SCALAR_START':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return quoteRest(text, at);
    case 'BAD_INDENT':
      return closeBrackets(text, at);
    case 'BAD_DQ_ESCAPE':
      return fixOf('Double the backslash', { start: at, end: at }, '\\');
    case 'TAG_RESOLVE_FAILED': {
      const tag = /^!\S*[ \t]*/.exec(text.slice(at, end + 100))?.[0] ?? '';
      return tag === ''
        ? undefined
        : fixOf('Remove the tag', { start: at, end: at + tag.length }, '');
    }
    case 'MISSING_CHAR':
      return text.charAt(at) === '#'
        ? fixOf('Put a space before the comment', { start: at, end: at }, ' ')
        : undefined;
    case 'MULTILINE_IMPLICIT_KEY':
      return addColon(text, at);
    default:
      return undefined;
  }
}

/** All that indent the line. */
function replaceTabs(text: string, at: number): Fix | undefined {
  const start = lineStart(text, at);
  const blank = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const range = { start, end: start + blank.length };
  return blank.includes('\t')
    ? fixOf('Replace tabs with spaces', range, blank.replaceAll('\t', '  '))
    : undefined;
}

/** From a character that cannot stand there by itself to the end of the value in its line. */
function quoteRest(text: string, at: number): Fix | undefined {
  const rest = /^[^\r\n]*?(?=\s+#|\s*(?:[\r\n]|$))/.exec(text.slice(at))?.[0] ?? '';
  const isSafe = rest !== '' && !/["\\{}[\]\t]/.test(rest);
  const range = { start: at, end: at + rest.length };
  return isSafe ? fixOf('Put quotes around it', range, `"${rest}"`) : undefined;
}

/** Brackets that are open where the text before an offset ends. */
function closeBrackets(text: string, at: number): Fix | undefined {
  const open: string[] = [];
  const before = text.slice(0, at);
  const pattern = /"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|(?:^|\s)#[^\r\n]*|[{}[\]]/gs;
  // A bracket in a literal block is closed in it, or is not ours to close.
  for (const { 0: found } of before.matchAll(pattern)) {
    if (found === '{' || found === '[') {
      open.unshift(found === '{' ? '}' : ']');
    } else if (found === '}' || found === ']') {
      open.shift();
    }
  }
  const end = contentEnd(before);
  const range = { start: end, end };
  const closing = open.join('');
  return closing === '' ? undefined : fixOf(`Add "${closing}"`, range, closing);
}

/** The end of the last line that is more than a comment, without blanks and a comment. */
function contentEnd(text: string): number {
  let end = text.length;
  while (end > 0) {
    const start = lineStart(text, end);
    const content = text
      .slice(start, end)
      .replace(/(?:^|[ \t])#.*/, '')
      .trimEnd();
    if (content !== '') {
      return start + content.length;
    }
    end = start - 1;
  }
  return 0;
}

/** Behind a word that stands alone in its line. */
function addColon(text: string, at: number): Fix | undefined {
  const word = /^[\w-]+(?=[ \t]*(?:#|[\r\n]|$))/.exec(text.slice(at))?.[0];
  const isFirst = /^[ -]*$/.test(text.slice(lineStart(text, at), at));
  const end = at + (word?.length ?? 0);
  return word !== undefined && isFirst
    ? fixOf(`Change to "${word}:"`, { start: end, end }, ':')
    : undefined;
}
