import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openSession } from '../../bench/language/session.ts';
import { bundleProcess } from '../../bundleProcess.ts';
import { runRnn } from '../runRnn.ts';

test('rnn lsp --stdio answers an editor until it is ended', { timeout: 60_000 }, async () => {
  const [cli, server] = await Promise.all(
    ['src/cli/main.ts', 'src/server/main.ts'].map(bundleProcess),
  );
  const folder = path.join(path.dirname(`${cli}`), `lsp-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const command = path.join(folder, 'cli.cjs');
  copyFileSync(`${cli}`, command);
  copyFileSync(`${server}`, path.join(folder, 'server.cjs'));
  let codes: readonly unknown[] = [];
  const session = await openSession(
    [process.execPath, command, 'lsp', '--stdio'],
    pathToFileURL(path.join(folder, 'test.rnn.yaml')).href,
    'task: forecast\nextra: 1\n',
    ({ diagnostics }) => {
      codes = diagnostics.map(({ code }) => code);
      return true;
    },
  );
  expect(codes).toContain('spec.unknown-key');
  expect(session.capabilities.hoverProvider).toBe(true);
  await session.close();
  for (const file of [`${cli}`, `${server}`, folder]) {
    rmSync(file, { recursive: true });
  }
});

test('rnn lsp wants to be told how to talk', async () => {
  const { code, stderr } = await runRnn(['lsp'], { cwd: '.' });
  expect(code).toBe(2);
  expect(stderr).toContain('--stdio');
});
