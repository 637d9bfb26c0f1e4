import {
  CompletionItemKind,
  type CompletionItem as LspCompletionItem,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, provideCompletion } from '../../language/provideCompletion.ts';
import { toMarkdown, toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** What may be typed at the cursor. */
export const answerCompletion: AnswerFamily = {
  capabilities: { completionProvider: { triggerCharacters: [' ', '{', '[', '-'] } },
  register: (connection, context) => {
    connection.onCompletion(({ textDocument, position }, token) =>
      answerFrom(context, textDocument.uri, token, ({ document, analysis }) =>
        provideCompletion(analysis.document, document.offsetAt(position)).map((item, index) =>
          toCompletionItem(item, index, document),
        ),
      ),
    );
  },
};

/** `index` keeps our order. */
function toCompletionItem(
  item: CompletionItem,
  index: number,
  document: TextDocument,
): LspCompletionItem {
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    detail: item.detail,
    documentation: toMarkdown(item.markdown),
    sortText: `${index}`.padStart(4, '0'),
    textEdit: { range: toRange(item.range, document), newText: item.insertText },
  };
}

const completionKinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  layer: CompletionItemKind.Class,
};
