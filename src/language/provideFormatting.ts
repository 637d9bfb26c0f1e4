import type { TextEdit } from '../base/fix.ts';
import type { Range } from '../base/range.ts';
import { equationSpacing, type Spacing } from '../cells/equationSpacing.ts';
import { rangeInScalar } from '../spec/scalarOffsets.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { ScalarNode } from '../spec/tree.ts';
import { equationNodes } from './equationNodes.ts';

/**
 * The blanks in the equations of a spec or a cell file, evenly: one around operators, `=` in one
 * column. Nothing else of the file is touched. With a range only what lies inside of it.
 */
export function provideFormatting(
  { text, tree }: Pick<SpecDocument, 'text' | 'tree'>,
  within: Range = { start: 0, end: text.length },
): readonly TextEdit[] {
  return equationNodes(tree)
    .flatMap((node) =>
      equationSpacing(node.text, node.style === 'literal').flatMap(
        (spacing) => editOf(text, node, spacing) ?? [],
      ),
    )
    .filter(({ range }) => within.start <= range.start && range.end <= within.end);
}

/** `undefined` where all is well, or where the file has something else there, such as a line end. */
function editOf(
  text: string,
  node: ScalarNode,
  { left, right, blank }: Spacing,
): TextEdit | undefined {
  const range = {
    start: rangeInScalar(text, node, left).end,
    end: rangeInScalar(text, node, right).start,
  };
  const written = text.slice(range.start, range.end);
  return range.start <= range.end && /^[ \t]*$/.test(written) && written !== blank
    ? { range, newText: blank }
    : undefined;
}
