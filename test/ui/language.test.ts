import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, pictureOfFailure, type Workbench } from './workbench.ts';

const spec = `task: forecast
data:
  file: airline-passengers.csv
  inputs: Passengers
  widnow: 12
cells:
  mine: |
    z = sigmoid(W_z @ x + R_z @ h[t-1] + b_z)
    h = z * h[t-1] + (1 - z) * tanh(W @ x + b)
model:
  - mine: {hidden: 8}
  - lstm: {hidden: 100}
  - linear
`;

describe('a person writes a spec', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench();
    await writeFile(path.join(workbench.folder, 'airline', 'person.rnn.yaml'), spec);
    await workbench.openFile('airline/person.rnn.yaml');
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('a wrong key is underlined, and the mouse on it shows what to do', async () => {
    const { page } = workbench;
    await page.locator('.squiggly-error').first().waitFor();
    await pointAt('widnow');
    await shown('.monaco-hover', 'did you mean "window"');
  });

  test('a quick fix corrects it', async () => {
    const { page } = workbench;
    await goTo('widnow');
    await page.keyboard.press('Control+.');
    await shown('.action-widget', 'window');
    await page.keyboard.press('Enter');
    await shown('.view-line', 'window: 12');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  test('shapes, parameters and sequences stand in the text', async () => {
    await shown('.view-line', '- lstm: {hidden: 100}[T, B, 100] · 43,600');
    await shown('.view-line', 'sequences of 12 steps');
    await workbench.screenshot('language');
  });

  test('the mouse on a layer shows its parameters by gate', async () => {
    await pointAt('lstm: ');
    await shown('.monaco-hover', '4 gates × (100×8 + 100×100 + 100)');
    await workbench.screenshot('language-hover');
  });

  test('F2 renames a gate wherever it stands', async () => {
    const { page } = workbench;
    await goTo('z = ');
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('keep');
    await box.press('Enter');
    await shown('.view-line', 'keep = sigmoid(W_z @ x');
    await shown('.view-line', 'h = keep * h[t-1] + (1 - keep) * tanh');
  });

  test('F12 opens the equations of a cell of the library', async () => {
    const { page } = workbench;
    await goTo('lstm: ');
    await page.keyboard.press('F12');
    await page.getByRole('tab', { name: /^lstm\.cell\.yaml/ }).waitFor();
    await shown('.view-line', 'f = sigmoid(W_f @ x');
    await page.getByRole('tab', { name: /^person\.rnn\.yaml/ }).click();
  });

  test('what is typed is completed', async () => {
    const { page } = workbench;
    await page.locator('.view-line', { hasText: 'model:' }).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('  - gr', { delay: 80 });
    const row = page.locator('.suggest-widget .monaco-list-row', { hasText: /^gru/ }).first();
    await row.waitFor();
    await row.click();
    await shown('.view-line', '- gru: {hidden: 32}');
  });

  /** Something that holds the words; the editor writes spaces that do not break. */
  async function shown(selector: string, words: string): Promise<Locator> {
    const found = workbench.page
      .locator(selector)
      .filter({ hasText: words, visible: true })
      .first();
    await found.waitFor({ timeout: 30_000 });
    return found;
  }

  /** Puts the cursor before words that stood in the file when it was opened. */
  async function goTo(words: string): Promise<void> {
    const { page } = workbench;
    const before = spec.slice(0, spec.indexOf(words)).split('\n');
    await page.keyboard.press('Control+G');
    const input = page.locator('.quick-input-widget input');
    await input.fill(`:${before.length}:${(before.at(-1)?.length ?? 0) + 2}`);
    await input.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Rests the mouse on words. */
  async function pointAt(words: string): Promise<void> {
    const { page } = workbench;
    await goTo(words);
    const place = await page.locator('.monaco-editor.focused .cursor').first().boundingBox();
    expect(place).not.toBeNull();
    await page.mouse.move(0, 0);
    await page.mouse.move((place?.x ?? 0) + 2, (place?.y ?? 0) + (place?.height ?? 0) / 2);
  }
});
