import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem as LspCompletionItem,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { plainText } from '../../language/completeSpec.ts';
import type { CompletionItem, FolderEntry } from '../../language/completionItem.ts';
import { provideCompletion } from '../../language/provideCompletion.ts';
import { fileOfUri } from '../fileOfUri.ts';
import { toMarkdown, toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom, type ClientAbilities } from './answerFamily.ts';

/** What may be typed at the cursor. */
export const answerCompletion: AnswerFamily = {
  capabilities: {
    completionProvider: { triggerCharacters: [' ', '{', '[', '-', '/', '"', "'", '('] },
  },
  register: (connection, context) => {
    connection.onCompletion(async ({ textDocument: { uri }, position }, token) => {
      const folders = new Map<string, readonly FolderEntry[]>();
      const asked = new Set<string>();
      const list = (folder: string): readonly FolderEntry[] => {
        asked.add(folder);
        return folders.get(folder) ?? [];
      };
      const answer = () =>
        answerFrom(context, uri, token, ({ document, analysis }) =>
          provideCompletion(analysis, document.offsetAt(position), list).map((item, index) =>
            toCompletionItem(item, index, document, context.client()),
          ),
        );
      const first = await answer();
      const file = fileOfUri(uri);
      if (asked.size === 0 || file === undefined) {
        return first;
      }
      // Only now is it known which folders matter; most questions are about none.
      for (const folder of asked) {
        folders.set(folder, await readFolder(path.resolve(path.dirname(file), folder)));
      }
      return answer();
    });
  },
};

/** Files that are looked at; nobody picks from a list of more. */
const mostEntries = 1000;

async function readFolder(folder: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .slice(0, mostEntries)
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch {
    // There is no such folder, or it may not be read: it has nothing to propose.
    return [];
  }
}

/** `index` keeps our order. */
function toCompletionItem(
  item: CompletionItem,
  index: number,
  document: TextDocument,
  client: ClientAbilities,
): LspCompletionItem {
  const isSnippet = item.isSnippet && client.snippets;
  const newText = item.isSnippet && !isSnippet ? plainText(item.insertText) : item.insertText;
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    detail: item.detail,
    documentation: toMarkdown(item.markdown),
    sortText: `${index}`.padStart(4, '0'),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(item.range, document), newText },
    ...(item.goesOn && client.suggestsAgain ? { command: suggestAgain } : {}),
  };
}

const suggestAgain = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

const completionKinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  layer: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  name: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  snippet: CompletionItemKind.Snippet,
};
