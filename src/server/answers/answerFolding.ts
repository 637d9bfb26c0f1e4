import { FoldingRangeKind, type SelectionRange } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../../base/range.ts';
import { provideFolding } from '../../language/provideFolding.ts';
import { provideSelections } from '../../language/provideSelections.ts';
import { toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** What belongs together: lines that fold, and what a selection grows to. */
export const answerFolding: AnswerFamily = {
  capabilities: { foldingRangeProvider: true, selectionRangeProvider: true },
  register: (connection, context) => {
    connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
      answerFrom(context, uri, token, ({ analysis }) =>
        provideFolding(analysis.document).map(({ startLine, endLine, kind }) => ({
          startLine,
          endLine,
          ...(kind === 'value' ? {} : { kind: foldingKinds[kind] }),
        })),
      ),
    );
    connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
      answerFrom(context, uri, token, ({ document, analysis }) =>
        positions.map((position) =>
          toSelection(provideSelections(analysis, document.offsetAt(position)), document),
        ),
      ),
    );
  },
};

const foldingKinds = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region };

/** The shortest one, each with the next as what is around it. */
function toSelection(ranges: readonly Range[], document: TextDocument): SelectionRange {
  const empty = toRange({ start: 0, end: 0 }, document);
  const around = ranges.reduceRight<SelectionRange | undefined>((parent, range) => {
    const selection = { range: toRange(range, document) };
    return parent ? { ...selection, parent } : selection;
  }, undefined);
  return around ?? { range: empty };
}
