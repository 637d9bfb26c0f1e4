/** What a line of a spec begins with: `  - lstm: {` has a dash and the key `lstm`. */
export interface BlockLine {
  readonly parts: readonly LinePart[];
  readonly column: number;
  /** Where the value behind the key begins; `undefined` without a key. */
  readonly valueStart: number | undefined;
}

export interface LinePart {
  readonly kind: 'key' | 'dash';
  /** An item of a list is called 0, whichever it is. */
  readonly name: string;
  readonly column: number;
}

/** The lines around a line, from top to bottom. */
export interface LinesBeside {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Reads the dashes and the key at the start of a line. */
export function readLine(line: string): BlockLine {
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
  const found = /^([^\s:#"'[\]{},][^:#"'[\]{},]*):(?:\s|$)/.exec(line.slice(column));
  if (found?.[1] !== undefined) {
    parts.push({ kind: 'key', name: found[1].trimEnd(), column });
  }
  const valueStart = found ? column + found[0].length : undefined;
  return { parts, column: parts[0]?.column ?? start, valueStart };
}

/** The keys and dashes that a line belongs to, from the top. */
export function parentPath(linesAbove: readonly string[], line: BlockLine): string[] {
  return parentLines(linesAbove, line).flatMap(({ names }) => names);
}

/** Whether a line is one of a text that `|` or `>` begins. */
export function isInBlockText(linesAbove: readonly string[], line: BlockLine): boolean {
  const parent = parentLines(linesAbove, line).at(-1);
  return parent !== undefined && /:\s+[|>][-+\d]*\s*(?:#.*)?$/.test(parent.text);
}

interface ParentLine {
  readonly text: string;
  readonly names: readonly string[];
}

/** The lines that a line is indented below. */
function parentLines(linesAbove: readonly string[], line: BlockLine): readonly ParentLine[] {
  const parents: ParentLine[] = [];
  let limit = line.column;
  // A dash may stand in the same column as the key that it belongs to.
  let isDash = line.parts[0]?.kind === 'dash';
  for (const text of linesAbove.toReversed()) {
    if (limit === 0 && !isDash) {
      break;
    }
    if (/^\s*(#|$)/.test(text)) {
      continue;
    }
    const names: string[] = [];
    for (const part of readLine(text).parts.toReversed()) {
      const isParent =
        part.column < limit || (isDash && part.kind === 'key' && part.column === limit);
      if (isParent) {
        names.unshift(part.name);
        limit = part.column;
        isDash = part.kind === 'dash';
      }
    }
    if (names.length > 0) {
      parents.unshift({ text, names });
    }
  }
  return parents;
}

/** Keys in the same column of the same block. */
export function keysBeside(lines: LinesBeside, column: number): readonly string[] {
  return besides(lines, column, (line) => {
    const key = readLine(line).parts.find((part) => part.kind === 'key' && part.column === column);
    return key?.name;
  });
}

/** Values without options that are items of the same list, whose dashes are in this column. */
export function valuesBeside(lines: LinesBeside, column: number): readonly string[] {
  return besides(lines, column, (line) => {
    const { parts, column: start } = readLine(line);
    const isItem = start === column && parts.length === 1 && parts[0]?.kind === 'dash';
    return isItem ? /^\s*- +["']?(.*?)["']?\s*(?:#.*)?$/.exec(line)?.[1] : undefined;
  });
}

/** What is found in the lines of a block, above and below. */
function besides(
  { above, below }: LinesBeside,
  column: number,
  find: (line: string) => string | undefined,
): readonly string[] {
  return [above.toReversed(), below].flatMap((lines) => {
    const found: string[] = [];
    for (const line of lines) {
      if (/^\s*(#|$)/.test(line)) {
        continue;
      }
      const name = find(line);
      if (name !== undefined) {
        found.push(name);
      }
      if (readLine(line).column < column) {
        break;
      }
    }
    return found;
  });
}
