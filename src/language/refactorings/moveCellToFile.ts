import type { Analysis } from '../../resolve/analysis.ts';
import { judgeCellName } from '../../spec/declarations/cellKeys.ts';
import { lineEndOf } from '../../spec/layout.ts';
import { decodeCell } from '../../spec/parseSpec.ts';
import { readCellNode } from '../../spec/readCellNode.ts';
import type { SpecNode } from '../../spec/tree.ts';
import { type CodeAction, refactoring } from '../codeAction.ts';
import { columnOf, indentLines, lineEnds } from './blockText.ts';
import { isSameDefinition } from './isSameDefinition.ts';
import { type OwnCell, ownCellAt } from './ownCellAt.ts';

/** Moves the cell at an offset, with its comments, into a file that several specs can share. */
export function moveCellToFile(analysis: Analysis, offset: number): CodeAction | undefined {
  const { document, source } = analysis;
  const cell = ownCellAt(analysis, offset);
  const written = cell && readCellNode(cell.value);
  // A name that no cell may have would make a path that nobody expects.
  if (!cell || !written || 'file' in written || judgeCellName(cell.name) !== undefined) {
    return undefined;
  }
  const { name, keyRange, range } = cell;
  const { head, body } = splitCell(document.text, cell);
  const text = `${body.join(lineEndOf(document.text))}${lineEndOf(document.text)}`;
  // What cannot stand alone, such as an alias, stays where it is.
  if (!isSameDefinition(decodeCell(text).value, written)) {
    return undefined;
  }
  const path = freePath(name, (file) => source.read(file).kind === 'text');
  const key = document.text.slice(keyRange.start, keyRange.end);
  const edit = { range, newText: `${key}: {file: ${path}}${head}` };
  return {
    ...refactoring('refactor.extract', `Move cell "${name}" to ${path}`, [edit]),
    newFile: { path, text },
  };
}

/** What stays behind the key, and the lines of the new file. */
function splitCell(text: string, { keyRange, range, value }: OwnCell) {
  const inside = text.slice(text.indexOf(':', keyRange.end) + 1, range.end);
  const [first = '', ...rest] = inside.split(lineEnds);
  const isComment = /^\s*(?:#|$)/.test(first);
  const lines = isComment ? rest : [first.trimStart(), ...rest];
  const body = isComment ? dedent(lines) : shortForm(value, lines, columnOf(text, keyRange.start));
  return { head: isComment && first.trim() !== '' ? ` ${first.trim()}` : '', body };
}

/** Equations alone need their key, and stand as deep as they stood below the name of the cell. */
function shortForm(
  { kind }: SpecNode,
  [first = '', ...rest]: readonly string[],
  column: number,
): readonly string[] {
  const lines = [first, ...indentLines(rest, -column)];
  return kind === 'scalar' ? [`equations: ${lines[0]}`, ...lines.slice(1)] : lines;
}

/** The lines as far to the left as they go together. */
function dedent(lines: readonly string[]): readonly string[] {
  const depths = lines.filter((line) => !/^\s*(?:#|$)/.test(line)).map((line) => line.search(/\S/));
  return indentLines(lines, -Math.min(...depths));
}

function freePath(name: string, isTaken: (path: string) => boolean): string {
  for (let count = 1; ; count++) {
    const path = `${name}${count === 1 ? '' : `-${count}`}.cell.yaml`;
    if (!isTaken(path)) {
      return path;
    }
  }
}
