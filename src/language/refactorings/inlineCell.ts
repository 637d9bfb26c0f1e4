import { applyEdits } from '../../base/fix.ts';
import type { Analysis } from '../../resolve/analysis.ts';
import { lineEndOf } from '../../spec/layout.ts';
import { decodeCell } from '../../spec/parseSpec.ts';
import { parseTree } from '../../spec/parseTree.ts';
import { readCellNode } from '../../spec/readCellNode.ts';
import { type CodeAction, refactoring } from '../codeAction.ts';
import { valueAt } from '../symbols/nodes.ts';
import { columnOf, indentLines, lineEnds } from './blockText.ts';
import { isSameDefinition } from './isSameDefinition.ts';
import { ownCellAt } from './ownCellAt.ts';

/** Writes the cell of another file into the spec; the file stays, others may use it. */
export function inlineCell(analysis: Analysis, offset: number): CodeAction | undefined {
  const { document, source } = analysis;
  const cell = ownCellAt(analysis, offset);
  const written = cell && readCellNode(cell.value);
  if (!cell?.isBlock || !written || !('file' in written)) {
    return undefined;
  }
  const read = source.read(written.file);
  const content = read.kind === 'text' ? decodeCell(read.text).value : undefined;
  if (read.kind !== 'text' || !content) {
    return undefined;
  }
  const { name, keyRange, range } = cell;
  const lines = read.text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(lineEnds);
  const indented = indentLines(lines, columnOf(document.text, keyRange.start) + 2);
  const key = document.text.slice(keyRange.start, keyRange.end);
  const comment = /^[ \t]+#[^\r\n]*/.exec(document.text.slice(range.end))?.[0] ?? '';
  const newText = [`${key}:${comment}`, ...indented].join(lineEndOf(document.text));
  const edit = { range: { start: range.start, end: range.end + comment.length }, newText };
  // What a file may hold and an entry may not, such as "---", is left where it is.
  const { value, problems } = parseTree(applyEdits(document.text, [edit]));
  const node = valueAt(valueAt(value, 'cells'), name);
  const isSame = node && isSameDefinition(readCellNode(node), content);
  const isRight = isSame && !problems.some(({ code }) => code === 'yaml.syntax');
  const title = `Write the cell of ${written.file} into this spec`;
  return isRight ? refactoring('refactor.inline', title, [edit]) : undefined;
}
