import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, teardown, test } from 'mocha';
import { readLastLine } from '../../src/extension/cliAnswer.ts';
import { createContextKeys } from '../../src/extension/contextKeys.ts';
import { createEventTail } from '../../src/extension/eventTail.ts';
import { createListeners } from '../../src/extension/listeners.ts';
import { listRuns } from '../../src/extension/runRecords.ts';
import { type TrackedRun, trackRun } from '../../src/extension/trackedRun.ts';
import type { RunFailed } from '../../src/protocol/runEvents.ts';
import { runFiles } from '../../src/protocol/runInfo.ts';
import { thisProcess } from '../../src/runtime/processIdentity.ts';
import { waitFor } from './wait.ts';

const failed: RunFailed = { type: 'failed', message: 'No', run: undefined, folder: undefined };
const line = `${JSON.stringify(failed)}\n`;

const temporaryFolders: string[] = [];

teardown(() => {
  for (const folder of temporaryFolders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

suite('event tail', () => {
  test('gives out what came since the last time', async () => {
    const file = path.join(temporaryFolder(), runFiles.events);
    const tail = createEventTail(file);
    assert.deepEqual(await tail.read(), []);
    writeFileSync(file, line + line.slice(0, 9));
    assert.equal((await tail.read()).length, 1);
    assert.equal((await tail.read()).length, 0);
    appendFileSync(file, line.slice(9));
    assert.equal((await tail.read()).length, 1);
  });

  test('starts again when the file got shorter', async () => {
    const file = path.join(temporaryFolder(), runFiles.events);
    const tail = createEventTail(file);
    writeFileSync(file, line.repeat(3));
    await tail.read();
    truncateSync(file, line.length);
    await tail.read();
    assert.equal((await tail.read()).length, 1);
  });
});

suite('tracked run', () => {
  test('says what a worker printed that ended without a word', async () => {
    const logFile = path.join(temporaryFolder(), 'worker.log');
    writeFileSync(logFile, 'out of memory\n');
    const worker = spawn(process.execPath, ['-e', 'process.exit(3)'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const run = trackRun('/airline.rnn.yaml', {
      kind: 'started',
      worker,
      logFile,
      folder: undefined,
    });
    await run.ended;
    assert.equal(run.phase(), 'ended');
    const ending = run.ending();
    assert.equal(ending?.type === 'failed' && ending.message, 'out of memory');
  });

  test('reads a run that is over and ends', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, runFiles.events), line);
    const origin = { kind: 'found', folder, process: undefined } as const;
    const run = trackRun('/airline.rnn.yaml', origin);
    await run.ended;
    assert.deepEqual(
      run.history().map((event) => event.type),
      ['failed'],
    );
  });

  test('says that its files cannot be read, reads them when they can, and ends', async () => {
    const folder = temporaryFolder();
    const events = path.join(folder, runFiles.events);
    mkdirSync(events);
    const worker = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const logFile = path.join(temporaryFolder(), 'worker.log');
    const run = trackRun('/airline.rnn.yaml', { kind: 'started', worker, logFile, folder });
    let changes = 0;
    run.phases.add(() => changes++);
    const trouble = await waitFor('the trouble', () => run.trouble());
    assert.match(trouble, /^The files of this run cannot be read: EISDIR/);
    assert.equal(changes, 1, 'panels are told once');
    rmSync(events, { recursive: true });
    writeFileSync(events, line);
    await waitFor('the event', () => run.ending());
    assert.equal(run.trouble(), undefined);
    worker.kill();
    await run.ended;
    assert.equal(run.phase(), 'ended');
  });

  test('rejects a stop that cannot be written', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, runFiles.stop));
    const origin = { kind: 'found', folder, process: { ...thisProcess(), start: '' } } as const;
    const run = trackRun('/airline.rnn.yaml', origin);
    await assert.rejects(run.stop(), /EISDIR/);
    assert.equal(run.phase(), 'running');
    run.dispose();
  });

  test('asks a living run to stop by a file', async () => {
    const folder = temporaryFolder();
    const origin = { kind: 'found', folder, process: { ...thisProcess(), start: '' } } as const;
    const run = trackRun('/airline.rnn.yaml', origin);
    await run.stop();
    assert.equal(run.phase(), 'stopping');
    await waitFor(
      'the file',
      async () => (await listFiles(folder)).includes(runFiles.stop) || undefined,
    );
    run.dispose();
  });
});

suite('context keys', () => {
  test('name the specs of living runs, and are set only when they change', () => {
    const folder = temporaryFolder();
    const origin = { kind: 'found', folder, process: { ...thisProcess(), start: '' } } as const;
    const run = trackRun('/home/airline.rnn.yaml', origin);
    const changed = createListeners<TrackedRun>();
    let living: readonly TrackedRun[] = [];
    const told: unknown[] = [];
    const keys = createContextKeys({ running: () => living, changed }, (key, value) =>
      told.push([key, value]),
    );
    const none = [
      ['rnn.training', false],
      ['rnn.trainedSpecs', []],
    ];
    assert.deepEqual(told.splice(0), none);
    living = [run];
    for (let times = 0; times < 5; times++) {
      changed.tell(run);
    }
    assert.deepEqual(told.splice(0), [
      ['rnn.training', true],
      ['rnn.trainedSpecs', ['/home/airline.rnn.yaml', '\\home\\airline.rnn.yaml']],
    ]);
    living = [];
    changed.tell(run);
    assert.deepEqual(told, none);
    keys.dispose();
    run.dispose();
  });
});

suite('run records', () => {
  test('pass over folders that hold no run', async () => {
    const home = temporaryFolder();
    for (const [name, text] of Object.entries({ broken: '{', foreign: '{"id":3}', nothing: '' })) {
      mkdirSync(path.join(home, '.rnn', 'runs', name), { recursive: true });
      writeFileSync(path.join(home, '.rnn', 'runs', name, runFiles.info), text);
    }
    assert.deepEqual(await listRuns([home, path.join(home, 'not-there')]), []);
  });

  test('name the spec where it is now, also after the workspace was moved', async () => {
    const home = temporaryFolder();
    const folder = path.join(home, '.rnn', 'runs', 'a');
    const info = {
      id: 'a',
      spec: path.resolve('/before/b/a.rnn.yaml'),
      workspace: path.resolve('/before'),
      status: 'finished',
      created: '2026-01-01T00:00:00.000Z',
      process: thisProcess(),
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, runFiles.info), JSON.stringify(info));
    const [record] = await listRuns([home]);
    assert.equal(record?.info.spec, path.join(home, 'b', 'a.rnn.yaml'));
  });
});

suite('command answers', () => {
  test('are the last line of their type', () => {
    const output = '{"type":"progress"}\n{"type":"exported","file":"a"}\n';
    const answer = readLastLine<{ type: 'exported' }>({ code: 0, output, errors: '' }, 'exported');
    assert.deepEqual(answer, { type: 'exported', file: 'a' });
  });

  test('are replaced by the sentence of a command that failed', () => {
    const said = '{"type":"failed","message":"There is no run \\"x\\""}\n';
    for (const ended of [
      { code: 1, output: said, errors: '' },
      { code: 1, output: '', errors: 'There is no run "x"\n' },
    ]) {
      assert.throws(() => readLastLine(ended, 'exported'), /^UserError: There is no run "x"$/);
    }
  });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-follow-'));
  temporaryFolders.push(folder);
  return folder;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const { readdir } = await import('node:fs/promises');
  return readdir(folder);
}
