import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findRun, findWorkspace, listRuns, newRunId } from '../../src/runtime/runFolders.ts';

/** `outer/.rnn` holds two runs, `other` none; both hold `project/models`. */
function makeTree(): (...parts: string[]) => string {
  const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'rnn-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const folder of ['outer', 'other']) {
    mkdirSync(path.join(top, folder, 'project', 'models'), { recursive: true });
  }
  for (const id of ['b-2', 'a-1']) {
    const folder = path.join(top, 'outer', '.rnn', 'runs', id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'run.json'), '{}');
  }
  return (...parts) => path.join(top, ...parts);
}

describe('findWorkspace', () => {
  it('takes the nearest folder above the spec that has runs', () => {
    const at = makeTree();
    const spec = at('outer', 'project', 'models', 'a.rnn.yaml');
    expect(findWorkspace(spec, at('outer', 'project'))).toBe(at('outer'));
  });

  it('otherwise takes the current folder where it holds the spec', () => {
    const at = makeTree();
    const spec = at('other', 'project', 'models', 'a.rnn.yaml');
    expect(findWorkspace(spec, at('other'))).toBe(at('other'));
    expect(findWorkspace(spec, at('outer'))).toBe(at('other', 'project', 'models'));
  });
});

describe('findRun', () => {
  it('finds a folder, and an id from below', () => {
    const at = makeTree();
    const folder = at('outer', '.rnn', 'runs', 'a-1');
    expect(findRun(folder, at('other'))).toBe(folder);
    expect(findRun(path.join('.rnn', 'runs', 'a-1'), at('outer'))).toBe(folder);
    expect(findRun('a-1', at('outer', 'project', 'models'))).toBe(folder);
  });

  it('gives a run one name, also through a link to its workspace', () => {
    const at = makeTree();
    symlinkSync(at('outer'), at('link'));
    const folder = at('outer', '.rnn', 'runs', 'a-1');
    expect(findRun(at('link', '.rnn', 'runs', 'a-1'), at('other'))).toBe(folder);
    expect(findRun('a-1', at('link'))).toBe(folder);
  });

  it('keeps a workspace whose runs lie behind a link', () => {
    const at = makeTree();
    renameSync(at('outer', '.rnn'), at('large-disk'));
    symlinkSync(at('large-disk'), at('outer', '.rnn'));
    expect(findRun('a-1', at('outer'))).toBe(at('outer', '.rnn', 'runs', 'a-1'));
  });

  it('names the newest runs where there is none of that name', () => {
    const at = makeTree();
    expect(() => findRun('c-3', at('outer', 'project'))).toThrow(
      'There is no run "c-3"; the newest runs here are a-1, b-2',
    );
    expect(() => findRun('c-3', at('other'))).toThrow(/^There is no run "c-3"$/);
  });

  it('tells by the moment inside their ids, not by their names, which runs are the newest', () => {
    const at = makeTree();
    const ids = [
      'air-line-20260105-090000-0a0a',
      'zoo-20260101-090000-1b1b',
      'milk-20260104-100000-2c2c',
      'milk-20260104-090000-3d3d',
      'sun-20251231-235959-4e4e',
    ];
    for (const id of ids) {
      mkdirSync(at('outer', '.rnn', 'runs', id));
      writeFileSync(at('outer', '.rnn', 'runs', id, 'run.json'), '{}');
    }
    const sorted = [ids[4], ids[1], ids[3], ids[2], ids[0]].join(', ');
    expect(() => findRun('c-3', at('outer'))).toThrow(`the newest runs here are ${sorted}`);
  });
});

describe('listRuns', () => {
  it('lists the runs in the order of their names, and none where there are none', () => {
    const at = makeTree();
    expect(listRuns(at('outer'))).toEqual(['a-1', 'b-2']);
    expect(listRuns(at('other'))).toEqual([]);
  });
});

describe('newRunId', () => {
  const now = new Date('2026-01-02T03:04:05.678Z');
  let id = '';
  beforeAll(() => {
    id = newRunId('models/my air-line.rnn.yaml', now);
  });

  it('holds the name of the spec and the moment, and differs each time', () => {
    expect(id).toMatch(/^my-air-line-20260102-030405-[0-9a-f]{4}$/);
    const ids = new Set(Array.from({ length: 20 }, () => newRunId('a.rnn.yml', now)));
    expect(ids.size).toBeGreaterThan(15);
  });
});
