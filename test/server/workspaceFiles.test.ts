import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { symbolIndex } from '../../src/language/symbols/symbolIndex.ts';
import { createFileCache } from '../../src/server/fileCache.ts';
import { createWorkspaceFiles } from '../../src/server/workspaceFiles.ts';

let folder = '';
let open: TextDocument[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rnn-workspace-'));
  open = [];
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function createFiles() {
  let heard: (file: string) => void = () => {};
  const files = createWorkspaceFiles({
    folders: () => Promise.resolve([folder]),
    openDocuments: () => open,
    files: createFileCache((file) => heard(file)),
    library: '/library',
  });
  return {
    refresh: () => files.refresh(),
    /** A promise of the next file beside the specs that becomes known. */
    nextChange: () =>
      new Promise<string>((resolve) => {
        heard = resolve;
      }),
    /** The texts by the names of their files. */
    read: async () => {
      const workspace = await files.read();
      return Object.fromEntries(
        [...workspace.files.values()].map((file) => [
          path.relative(folder, file.path),
          file.document.text,
        ]),
      );
    },
    workspace: () => files.read(),
  };
}

describe('createWorkspaceFiles()', { timeout: 60_000 }, () => {
  test('finds specs and files of cells, but not where programs keep their own', async () => {
    write('one.rnn.yaml', 'task: tag\n');
    write('deep/er/two.rnn.yml', 'task: tag\n');
    write('deep/mine.cell.yaml', 'equations: h = x\n');
    write('.rnn/runs/1/one.rnn.yaml', 'task: tag\n');
    write('node_modules/a/three.rnn.yaml', 'task: tag\n');
    write('notes.yaml', 'a: 1\n');
    const found = Object.keys(await createFiles().read());
    expect(found.toSorted()).toEqual(
      ['deep/er/two.rnn.yml', 'deep/mine.cell.yaml', 'one.rnn.yaml'].map(path.normalize),
    );
  });

  test('reads what has changed on the disk, after a while', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    write('one.rnn.yaml', 'task: tag\n');
    const { read } = createFiles();
    expect(await read()).toEqual({ 'one.rnn.yaml': 'task: tag\n' });
    write('one.rnn.yaml', 'task: regress\n');
    vi.advanceTimersByTime(10_000);
    expect(await read()).toEqual({ 'one.rnn.yaml': 'task: regress\n' });
  });

  test('takes the text of the editor for a file that is open', async () => {
    write('one.rnn.yaml', 'task: tag\n');
    const { read } = createFiles();
    await read();
    const uri = pathToFileURL(path.join(folder, 'one.rnn.yaml')).href;
    open = [TextDocument.create(uri, 'rnn-spec', 1, 'task: polyphony\n')];
    expect(await read()).toEqual({ 'one.rnn.yaml': 'task: polyphony\n' });
  });

  test('reads what has changed on the disk at once when somebody says so', async () => {
    write('one.rnn.yaml', 'task: tag\n');
    const { read, refresh } = createFiles();
    await read();
    write('one.rnn.yaml', 'task: regress\n');
    refresh();
    expect(await read()).toEqual({ 'one.rnn.yaml': 'task: regress\n' });
  });

  test('takes the new text of a file that was closed and opened again with another one', async () => {
    const uri = pathToFileURL(path.join(folder, 'one.rnn.yaml')).href;
    const { read } = createFiles();
    for (const text of ['task: tag\n', 'task: polyphony\n']) {
      open = [TextDocument.create(uri, 'rnn-spec', 1, text)];
      expect(await read()).toEqual({ 'one.rnn.yaml': text });
    }
  });

  test('knows the cells of a file with another ending once it was read', async () => {
    write('one.rnn.yaml', 'cells: {mine: {file: mine.yaml}}\nmodel: [mine]\n');
    write('mine.yaml', 'equations: h = tanh(W @ x)\n');
    const { workspace, nextChange } = createFiles();
    const names = async () => {
      const file = (await workspace()).files.get(path.join(folder, 'one.rnn.yaml'));
      return file && [...(symbolIndex(file).cells.get('mine')?.names.keys() ?? [])];
    };
    const change = nextChange();
    expect(await names()).toEqual([]);
    await change;
    expect(await names()).toContain('W');
  });

  test('gives the same answer while nothing changes, and lets files read one another', async () => {
    write('one.rnn.yaml', 'task: tag\n');
    write('cells/mine.cell.yaml', 'equations: h = x\n');
    const { workspace } = createFiles();
    const first = await workspace();
    expect(await workspace()).toBe(first);
    const spec = first.files.get(path.join(folder, 'one.rnn.yaml'));
    expect(spec?.source.read('cells/mine.cell.yaml')).toMatchObject({
      kind: 'text',
      text: 'equations: h = x\n',
    });
    expect(first.libraryFile('lstm')).toBe(path.join('/library', 'lstm.cell.yaml'));
  });
});
