import type { TextEdit } from '../../base/fix.ts';
import type { Analysis } from '../../resolve/analysis.ts';
import { declarationAt } from '../../spec/declarationAt.ts';
import { lineEndOf } from '../../spec/layout.ts';
import { pathAt } from '../../spec/pathAt.ts';
import { printInline } from '../../spec/printSpec.ts';
import type { SpecDocument } from '../../spec/specDocument.ts';
import type { ScalarNode } from '../../spec/tree.ts';
import type { Plain } from '../../spec/valueType.ts';
import { type CodeAction, refactoring } from '../codeAction.ts';
import { columnOf, indentLines, lineEnds } from './blockText.ts';

/** `lstm: {hidden: 100}` for `lstm: 100`, wherever a short form stands at the offset. */
export function writeOutShortForm(
  { document }: Pick<Analysis, 'document'>,
  offset: number,
): CodeAction | undefined {
  const found = pathAt(document, offset);
  const node = found && document.nodeAt(found.path.slice(document.rootPath.length).join('/'));
  const long = node && declarationAt(found.path, document.task)?.writeOut(node);
  if (node?.kind !== 'scalar' || long === undefined) {
    return undefined;
  }
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const edit = isBlock
    ? blockEdit(document, node, long)
    : { range: node.range, newText: inlineForm(document.text, node, long) };
  const title = 'Write the short form out';
  return edit && refactoring('refactor.rewrite', title, [edit]);
}

/** A text stays as it is written; a number may mean several keys. */
function inlineForm(text: string, { range, style, text: value }: ScalarNode, long: Plain): string {
  const [[key, inner] = [], ...more] = typeof long === 'object' ? Object.entries(long) : [];
  const isText = inner === value && more.length === 0 && !Array.isArray(long);
  if (!isText || (style === 'plain' && !value.includes('\n'))) {
    return printInline(long);
  }
  const written = style === 'plain' ? JSON.stringify(value) : text.slice(range.start, range.end);
  return `{${key}: ${written}}`;
}

/** A block goes one level deeper, below a key of its own. */
function blockEdit(
  { text }: SpecDocument,
  { range, text: value }: ScalarNode,
  long: Plain,
): TextEdit | undefined {
  const [[key, inner] = [], ...more] = typeof long === 'object' ? Object.entries(long) : [];
  const blank = /[ \t]*$/.exec(text.slice(0, range.start))?.[0].length ?? 0;
  const [header = '', ...lines] = text.slice(range.start, range.end).split(lineEnds);
  // With a number the header says how deep the block is.
  if (key === undefined || inner !== value || more.length > 0 || /^.[-+]?\d/.test(header)) {
    return undefined;
  }
  const lineEnd = lineEndOf(text);
  const indent = ' '.repeat(columnOf(text, range.start) + 2);
  const block = [`${indent}${key}: ${header}`, ...indentLines(lines, 2)].join(lineEnd);
  return {
    range: { start: range.start - blank, end: range.end },
    newText: `${lineEnd}${block}`,
  };
}
