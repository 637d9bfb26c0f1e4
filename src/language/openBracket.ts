/** What the innermost open bracket of a line stands in. */
export interface OpenBracket {
  /** From the value that the line's key has, or from the item that it is. */
  readonly path: readonly string[];
  readonly part: 'key' | 'value' | 'item';
  /** Keys of the same braces, or other items of the same list, before the cursor. */
  readonly siblings: readonly string[];
}

/** Reads a line up to the word at the cursor; `undefined` where no bracket is open. */
export function openBracket(head: string): OpenBracket | undefined {
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
  const inside = withoutNested(head.slice(innermost.start));
  const isValue = lastKey(inside) !== undefined;
  const path = stack.flatMap((bracket) => bracket.path);
  return {
    path: [...path, ...pathInBracket(innermost, head)],
    part: isValue ? 'value' : innermost.isList ? 'item' : 'key',
    siblings: innermost.isList && !isValue ? itemsIn(inside) : keysIn(inside),
  };
}

/** Lines that brackets may go over. */
const mostLines = 100;

/**
 * Where the line starts on which the outermost bracket opens that is still open before an offset, the
 * start of a line; `undefined` where none is. Those of an equation stand behind a name.
 */
export function bracketStart(text: string, offset: number): number | undefined {
  let found: number | undefined;
  let start = offset;
  for (let count = 0; count < mostLines && start > 0; count++) {
    const end = start;
    start = Math.max(text.lastIndexOf('\n', end - 2), text.lastIndexOf('\r', end - 2)) + 1;
    const line = text.slice(start, end);
    if (/(?:^|[:,[{-])\s*[[{]/.test(line) && openBracket(oneLine(text.slice(start, offset)))) {
      found = start;
    }
    if (/^[^\s#]/.test(line)) {
      break;
    }
  }
  return found;
}

/** Lines as one of the same length, without comments. */
export function oneLine(lines: string): string {
  return lines
    .replace(/(^|\s)#[^\r\n]*/g, (comment) => ' '.repeat(comment.length))
    .replace(/[\r\n]/g, ' ');
}

/** The keys behind the cursor in the same braces, where these are closed. */
export function keysBehind(text: string, part: OpenBracket['part']): readonly string[] {
  let depth = 0;
  const inside = text.slice(0, 2000);
  for (let index = 0; index < inside.length; index++) {
    const character = inside.charAt(index);
    depth += '{['.includes(character) ? 1 : '}]'.includes(character) ? -1 : 0;
    if (depth < 0) {
      return part === 'key' ? keysIn(withoutNested(oneLine(inside.slice(0, index)))) : [];
    }
  }
  return [];
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

/** What stands in brackets of its own has keys of its own. */
function withoutNested(inside: string): string {
  let text = inside;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/[[{][^[\]{}]*[\]}]/g, '');
  }
  return text;
}

function keysIn(inside: string): readonly string[] {
  return [...inside.matchAll(/([^\s,:{}[\]]+)\s*:/g)].map((match) => match[1] ?? '');
}

function itemsIn(inside: string): readonly string[] {
  return inside
    .split(',')
    .slice(0, -1)
    .map((item) => item.trim().replace(/^(["'])(.*)\1$/, '$2'));
}
