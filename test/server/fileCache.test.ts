import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readTable, readTokens } from '../../src/resolve/readers.ts';
import { createFileCache } from '../../src/server/fileCache.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rnn-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A cache for a spec in the folder, with a promise of the next change. */
function createCache() {
  let heard: (file: string) => void = () => {};
  const cache = createFileCache((file) => heard(file));
  return {
    source: cache.sourceFor(path.join(folder, 'a.rnn.yaml')),
    cache,
    nextChange: () =>
      new Promise<string>((resolve) => {
        heard = resolve;
      }),
  };
}

describe('createFileCache()', { timeout: 30_000 }, () => {
  test('answers at once that a file is being read, then what it holds', async () => {
    const file = path.join(folder, 'data.csv');
    writeFileSync(file, 'a\n1\n2\n');
    const { source, nextChange } = createCache();
    const change = nextChange();
    expect(source.read('data.csv')).toEqual({ kind: 'pending', path: file });
    expect(await change).toBe(file);
    expect(source.read('data.csv')).toEqual({ kind: 'text', text: 'a\n1\n2\n', path: file });
  });

  test('tells that a file is missing or a folder', async () => {
    const { source, nextChange } = createCache();
    let change = nextChange();
    source.read('nowhere.csv');
    await change;
    expect(source.read('nowhere.csv').kind).toBe('missing');
    change = nextChange();
    source.read('.');
    await change;
    expect(source.read('.')).toMatchObject({
      kind: 'unreadable',
      message: 'It is a folder: name a file in it',
    });
  });

  test.skipIf(!existsSync('/dev/zero'))('does not read what never ends', async () => {
    const { source, nextChange } = createCache();
    const change = nextChange();
    source.read('/dev/zero');
    await change;
    expect(source.read('/dev/zero')).toMatchObject({
      kind: 'unreadable',
      message: 'It is a device or a pipe: name a file',
    });
  });

  test('forgets the files that nobody reads any more', async () => {
    const { source, cache, nextChange } = createCache();
    for (const name of ['one.csv', 'two.csv']) {
      writeFileSync(path.join(folder, name), 'a\n1\n');
      const change = nextChange();
      source.read(name);
      await change;
    }
    cache.keepOnly((file) => path.basename(file) === 'two.csv');
    expect(source.read('two.csv').kind).toBe('text');
    expect(source.read('one.csv').kind).toBe('pending');
  });

  test('reads a file again when it was changed', async () => {
    const file = path.join(folder, 'data.csv');
    writeFileSync(file, 'a\n1\n');
    const { source, cache, nextChange } = createCache();
    let change = nextChange();
    source.read('data.csv');
    await change;
    const revision = cache.revision();
    writeFileSync(file, 'a\n1\n2\n3\n');
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    change = nextChange();
    cache.refresh(file);
    await change;
    expect(source.read('data.csv')).toMatchObject({ text: 'a\n1\n2\n3\n' });
    expect(cache.revision()).toBeGreaterThan(revision);
  });

  test('finds a file that appears, and one that goes', async () => {
    const file = path.join(folder, 'data.csv');
    const { source, cache, nextChange } = createCache();
    let change = nextChange();
    source.read('data.csv');
    await change;
    writeFileSync(file, 'a\n1\n');
    change = nextChange();
    cache.refresh(file);
    await change;
    expect(source.read('data.csv').kind).toBe('text');
    rmSync(file);
    change = nextChange();
    cache.refresh(file);
    await change;
    expect(source.read('data.csv').kind).toBe('missing');
  });

  test('knows a long file by a sample as well, and a large one only by that', async () => {
    const { source, nextChange } = createCache();
    const kinds: string[] = [];
    for (const megabytes of [1, 9]) {
      const name = `${megabytes}.csv`;
      writeFileSync(path.join(folder, name), Buffer.alloc(megabytes * 2 ** 20, 'a\n'));
      const change = nextChange();
      source.read(name);
      await change;
      const file = source.read(name);
      const rows = megabytes * 2 ** 19 - 1;
      expect(readTable(file)).toMatchObject({ kind: 'read', value: { rows } });
      kinds.push(file.kind, readTokens.words(file).kind);
    }
    expect(kinds).toEqual(['text', 'read', 'too-large', 'too-large']);
  });
});
