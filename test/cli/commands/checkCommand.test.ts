import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tinyWorkspace } from '../../runtime/tinyWorkspace.ts';
import { runRnn } from '../runRnn.ts';

describe('rnn check', () => {
  test('describes a right spec in a line', async () => {
    const { folder } = tinyWorkspace((spec) => spec.replace('hidden: 3', 'hidden: 3, layers: 2'));
    const { code, stdout, stderr } = await runRnn(['check', 'tiny.rnn.yaml'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'tiny.rnn.yaml: 2 × lstm 3, linear 1; 148 parameters; ' +
        '30 training, 12 validation and 12 test sequences',
      '1 file checked: no problems',
      '',
    ]);
  });

  test('shows the line of each problem with its characters underlined', async () => {
    const { folder } = tinyWorkspace((spec) => spec.replace('window:', 'widnow:'));
    const { code, stdout } = await runRnn(['check', 'tiny.rnn.yaml'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain(
      [
        'tiny.rnn.yaml:6:3: error: Unknown key "widnow" in "data": did you mean "window"? ' +
          '[spec.unknown-key]',
        '   6 |   widnow: 6',
        '     |   ^^^^^^',
      ].join('\n'),
    );
    expect(stdout).toMatch(/1 file checked: 2 errors\n$/);
  });

  test('shows the places that explain a problem', async () => {
    const { folder } = tinyWorkspace((spec) => `${spec}train: {}\n`);
    const { stdout } = await runRnn(['check', 'tiny.rnn.yaml'], { cwd: folder });
    expect(stdout).toContain(
      [
        'appears twice: remove one of the two [spec.duplicate-key]',
        '  20 | train: {}',
        '     | ^^^^^',
        '  note: tiny.rnn.yaml:14:1: The first one is here',
        '  14 | train:',
        '     | ^^^^^',
      ].join('\n'),
    );
  });

  test('warns without failing', async () => {
    const { folder } = tinyWorkspace((spec) => spec.replace('batch: 8', 'batch: 80'));
    const { code, stdout } = await runRnn(['check', 'tiny.rnn.yaml'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain(': warning: ');
    expect(stdout).toMatch(/1 file checked: 1 warning\n$/);
  });

  test('goes on with the other files and fails for one of them', async () => {
    const { folder } = tinyWorkspace();
    mkdirSync(path.join(folder, 'folder.rnn.yaml'));
    const files = ['none.rnn.yaml', 'folder.rnn.yaml', 'tiny.rnn.yaml'];
    const { code, stdout, stderr } = await runRnn(['check', ...files], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain('tiny.rnn.yaml: lstm 3, linear 1');
    expect(stdout).toMatch(/3 files checked: 2 errors\n$/);
    expect(stderr.split('\n')).toEqual([
      'error: There is no file "none.rnn.yaml"',
      'error: Cannot read "folder.rnn.yaml": it is a folder, not a file',
      '',
    ]);
  });

  test('prints nothing but problems as JSON', async () => {
    const { folder } = tinyWorkspace((spec) => spec.replace('window:', 'widnow:'));
    const { code, json } = await runRnn(['check', 'tiny.rnn.yaml', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(json()).toHaveLength(2);
    expect(json()).toContainEqual({
      type: 'problem',
      file: 'tiny.rnn.yaml',
      code: 'spec.unknown-key',
      severity: 'error',
      message: 'Unknown key "widnow" in "data": did you mean "window"?',
      line: 6,
      column: 3,
      endLine: 6,
      endColumn: 9,
      related: [],
    });
    const right = tinyWorkspace();
    const silent = await runRnn(['check', right.spec, '--json'], { cwd: folder });
    expect(silent).toMatchObject({ code: 0, stdout: '' });
    const missing = await runRnn(['check', 'none.rnn.yaml', '--json'], { cwd: folder });
    expect(missing.json()).toEqual([
      { type: 'failed', message: 'There is no file "none.rnn.yaml"' },
    ]);
  });

  test.each([
    { text: 'task: [forecast\n', code: 'yaml.syntax' },
    { text: '', code: 'spec.missing-key' },
    { text: '\u0000\u0001\ud800', code: 'spec.' },
  ])('finds $code in a file of another kind', async ({ text, code }) => {
    const { folder } = tinyWorkspace();
    writeFileSync(path.join(folder, 'other.rnn.yaml'), text);
    const result = await runRnn(['check', 'other.rnn.yaml'], { cwd: folder });
    expect(result.code).toBe(1);
    expect(result.stdout).toContain(`[${code}`);
  });
});
