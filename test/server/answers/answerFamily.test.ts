import { describe, expect, test } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnalyses } from '../../../src/server/analyses.ts';
import { answerFrom } from '../../../src/server/answers/answerFamily.ts';
import { createFileCache } from '../../../src/server/fileCache.ts';

const uri = 'untitled:spec';

/** An open file whose text can be changed, and a question about it. */
function openFile() {
  let document = TextDocument.create(uri, 'rnn-spec', 1, 'task: forecast\n');
  const documents = { get: (asked: string) => (asked === uri ? document : undefined) };
  const analyses = createAnalyses(
    documents,
    createFileCache(() => {}),
  );
  const source = new CancellationTokenSource();
  return {
    withdraw: () => source.cancel(),
    change: (text: string) => {
      document = TextDocument.update(document, [{ text }], document.version + 1);
    },
    ask: (about = uri) =>
      answerFrom(
        { documents, analyses },
        about,
        source.token,
        ({ analysis }) => analysis.document.text,
      ),
  };
}

describe('answerFrom()', () => {
  test('answers about an open file, and about no other', async () => {
    const { ask } = openFile();
    expect(await ask()).toBe('task: forecast\n');
    expect(await ask('untitled:other')).toBeNull();
  });

  test('does not answer what is withdrawn meanwhile', async () => {
    const { ask, withdraw } = openFile();
    const answer = ask();
    withdraw();
    expect(await answer).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test('does not answer about a text that has changed meanwhile', async () => {
    const { ask, change } = openFile();
    const answer = ask();
    change('task: tag\n');
    expect(await answer).toMatchObject({ code: LSPErrorCodes.ContentModified });
    expect(await ask()).toBe('task: tag\n');
  });
});
