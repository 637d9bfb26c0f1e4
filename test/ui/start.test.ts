import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { inRoot, root } from '../../scripts/run.mjs';
import { launchBrowser } from '../../scripts/workbench/browser.mjs';

let start: ChildProcess | undefined;
let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
  start?.kill('SIGTERM');
});

test('npm start serves the examples with the extension and ends with Ctrl+C', async () => {
  start = spawn(process.execPath, [inRoot('scripts', 'start.mjs'), '--browser'], { cwd: root });
  const exit = once(start, 'exit');
  const address = await readAddress(start);
  browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(address);
  await page.getByRole('tab', { name: 'airline.rnn.yaml' }).waitFor();
  await page.locator('#status\\.editor\\.mode').filter({ hasText: 'RNN Spec' }).waitFor();
  start.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
});

/** The address that the command prints once the workbench can be opened. */
async function readAddress({ stdout }: ChildProcess): Promise<string> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const address = /^ *(http:\S+)$/.exec(line)?.[1];
      if (address) {
        return address;
      }
    }
  }
  throw new Error('npm start ended without an address');
}
