import type { YAMLError } from 'yaml';

/** What a YAML error means for the person who wrote the file: what is wrong, and how to mend it. */
export function yamlMessage(error: YAMLError, text: string): string {
  const message = messages[error.code];
  return typeof message === 'string' ? message : message(error.message, text.charAt(error.pos[0]));
}

/** What is wrong with a key that has parts. */
export const nonStringKey =
  'A key must be a plain word: take the brackets, braces or "?" around it away';

/** `detail` is what the YAML reader says, `character` the one at the place of the error. */
type Explain = (detail: string, character: string) => string;

/** One entry per code of the YAML reader; some need its own words to tell cases apart. */
const messages: Readonly<Record<YAMLError['code'], string | Explain>> = {
  ALIAS_PROPS: 'An alias cannot have an anchor or a tag of its own: remove it',
  BAD_ALIAS: 'An alias needs a name without commas or brackets after "*"',
  BAD_COLLECTION_TYPE: 'A tag does not fit the value after it: remove the tag',
  BAD_DIRECTIVE: 'A line that starts with "%" is a YAML directive: put quotes around the text',
  BAD_DQ_ESCAPE:
    'A backslash in double quotes starts no known escape: double it, or use single quotes',
  BAD_INDENT: badIndent,
  BAD_PROP_ORDER: 'An anchor or tag must stand directly before its value',
  BAD_SCALAR_START: (_detail, character) =>
    `A value cannot start with ${character === '\t' ? 'a tab' : `"${character}"`}: put quotes around it`,
  BLOCK_AS_IMPLICIT_KEY:
    'A second ":" stands inside a value: put nested keys on lines of their own, in braces, or quote the value',
  BLOCK_IN_FLOW: 'Inside brackets and braces, nested values need brackets or braces as well',
  DUPLICATE_KEY: 'A key appears twice in one place: keep one of the two',
  IMPOSSIBLE: 'The line cannot be read as YAML: compare it with the lines around it',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters: is a line end missing before it?',
  MISSING_CHAR: missingCharacter,
  MULTILINE_IMPLICIT_KEY:
    'A ":" is missing after a key, or a value goes on over two lines without quotes',
  MULTIPLE_ANCHORS: 'A value can have only one anchor: remove the others',
  MULTIPLE_DOCS:
    'A file holds one spec: remove "---" and what follows, or make it a file of its own',
  MULTIPLE_TAGS: 'A value can have only one tag: remove the others',
  NON_STRING_KEY: nonStringKey,
  RESOURCE_EXHAUSTION: 'Values are nested too deeply to be read',
  TAB_AS_INDENT: 'A tab is used for indentation: replace it with spaces',
  TAG_RESOLVE_FAILED: 'A tag such as "!name" has no meaning in a spec: remove it',
  UNEXPECTED_TOKEN:
    'This does not fit here: check the indentation of the line, and brackets and quotes before it',
};

function badIndent(detail: string): string {
  const closing = /end with a ([\]}])/.exec(detail)?.[1];
  return closing === undefined
    ? 'The indentation does not fit: keys of one block start in the same column'
    : `A closing "${closing}" is missing before this place: add it where the values end`;
}

function missingCharacter(detail: string): string {
  if (detail.includes('quote')) {
    return `A closing ${detail.includes("'") ? 'single' : 'double'} quote is missing: add it where the text ends`;
  }
  if (detail.includes('mplicit')) {
    return 'A ":" is missing after this key';
  }
  return detail.includes('Missing ,')
    ? 'A comma is missing between two values'
    : 'A character is missing here, such as a space after ":" or a line end';
}
