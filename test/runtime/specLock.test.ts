import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import { lockSpec } from '../../src/runtime/specLock.ts';

function makeWorkspace(): { folder: string; locks: () => string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, locks: () => readdirSync(path.join(folder, '.rnn', 'locks')) };
}

/** Changes the process that a lock names. */
function editLock(
  folder: string,
  name: string,
  change: (process: { pid: number; host: string; start: string }) => void,
): void {
  const file = path.join(folder, '.rnn', 'locks', name);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  change(lock.process);
  writeFileSync(file, JSON.stringify(lock));
}

describe('lockSpec', () => {
  it('refuses a second lock while the first is held, and names its run', () => {
    const { folder, locks } = makeWorkspace();
    const unlock = lockSpec(folder, 'a.rnn.yaml', 'run-1');
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')).toThrow(UserError);
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')).toThrow(
      `"a.rnn.yaml" is being trained already, as run "run-1" (process ${process.pid})`,
    );
    lockSpec(folder, 'b.rnn.yaml', 'run-3')();
    unlock();
    lockSpec(folder, 'a.rnn.yaml', 'run-4')();
    expect(locks()).toEqual([]);
  });

  it('takes over what a dead process left', () => {
    const { folder, locks } = makeWorkspace();
    lockSpec(folder, 'a.rnn.yaml', 'run-1');
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    editLock(folder, locks()[0] ?? '', (owner) => {
      owner.pid = dead;
    });
    const unlock = lockSpec(folder, 'a.rnn.yaml', 'run-2');
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-3')).toThrow('as run "run-2"');
    unlock();
    expect(locks()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'takes over the lock of a process whose number was given again',
    () => {
      const { folder, locks } = makeWorkspace();
      lockSpec(folder, 'a.rnn.yaml', 'run-1');
      editLock(folder, locks()[0] ?? '', (owner) => {
        owner.start = 'another boot/1';
      });
      expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')()).not.toThrow();
    },
  );

  it('refuses the lock of another machine, where nobody can tell, and names its file', () => {
    const { folder, locks } = makeWorkspace();
    lockSpec(folder, 'a.rnn.yaml', 'run-1');
    const name = locks()[0] ?? '';
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    editLock(folder, name, (owner) => {
      owner.pid = dead;
      owner.host = 'another-container';
    });
    const file = path.join(folder, '.rnn', 'locks', name);
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')).toThrow(UserError);
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')).toThrow(
      '"a.rnn.yaml" is being trained on another machine or in another container, ' +
        '"another-container", as run "run-1": stop that run or wait for its end; if no such ' +
        `process is left, delete "${file}"`,
    );
    rmSync(file);
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')()).not.toThrow();
  });

  it('takes over a damaged lock', () => {
    const { folder, locks } = makeWorkspace();
    lockSpec(folder, 'a.rnn.yaml', 'run-1');
    writeFileSync(path.join(folder, '.rnn', 'locks', locks()[0] ?? ''), '{"run');
    expect(() => lockSpec(folder, 'a.rnn.yaml', 'run-2')()).not.toThrow();
  });
});
