import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, pictureOfFailure, reloadWindow, type Workbench } from './workbench.ts';

const spec = 'airline/airline.rnn.yaml';

describe('a person trains the airline example', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    // A file in the address would be all that is open again after a reload.
    workbench = await openWorkbench();
    await workbench.openFile(spec);
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('a click on Train above the spec opens the panel, where the loss falls', async () => {
    const { page } = workbench;
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).first().click();
    const panel = await trainingPanel();
    await state(panel, 'Finished');
    const losses = await column(panel, 'Loss', 2);
    expect(losses.length).toBeGreaterThan(5);
    expect(Math.min(...losses)).toBeLessThan(0.9 * (losses[0] ?? 0));
  });

  test('the forecast stands beside the truth, by months', async () => {
    const panel = await trainingPanel();
    const forecast = panel.getByRole('region', { name: 'Forecast of Passengers' });
    await forecast.getByText('Show as table').click();
    const rows = forecast.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.first().locator('th').textContent()).toMatch(/^19\d\d-\d\d$/);
    expect(await rows.count()).toBeGreaterThan(10);
    expect(await isDrawn(panel, 'Forecast of Passengers')).toBe(true);
    await forecast.getByText('Show as table').click();
  });

  test('the result names the error and what repeating the last month gives', async () => {
    const panel = await trainingPanel();
    const result = panel.getByRole('region', { name: 'Result' });
    expect(await result.locator('h2').textContent()).toMatch(
      /^Validation error [\d.]+ passengers; repeating the last month [\d.]+$/,
    );
    expect(await result.locator('tbody tr').count()).toBe(3);
  });

  test('the arrow keys read the loss out', async () => {
    const panel = await trainingPanel();
    await panel.getByRole('img', { name: /^Loss\. / }).focus();
    await workbench.page.keyboard.press('Home');
    await panel.getByText(/^Epoch 1: Training [\d.]+, Validation [\d.]+$/).waitFor({
      state: 'attached',
    });
  });

  test('the panel is legible in every theme', async () => {
    const panel = await trainingPanel();
    const backgrounds = new Set<string>();
    await panel.locator('h1').scrollIntoViewIfNeeded();
    for (const [label, name] of Object.entries(themes)) {
      await chooseTheme(label);
      await panel.locator(`body[data-vscode-theme-kind="vscode-${name}"]`).waitFor();
      backgrounds.add(await panel.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await workbench.screenshot(`training-${name}`);
    }
    expect(backgrounds.size).toBeGreaterThan(2);
  });

  test('the parameters panel names the tensors as PyTorch does', async () => {
    const panel = await trainingPanel();
    await panel.getByRole('button', { name: 'Parameters' }).click();
    const parameters = await workbench.panel((frame) => frame.getByText('weight_hh_l1'));
    expect(await parameters.locator('body').textContent()).toContain(
      '[4·hidden, input] = [400, 1]',
    );
    await workbench.screenshot('parameters');
    await workbench.page.getByRole('tab', { name: 'Training: airline' }).click();
  });

  test('the panel comes back after the window is reloaded', async () => {
    await reloadWindow(workbench);
    const panel = await trainingPanel();
    await state(panel, 'Finished');
    expect((await column(panel, 'Loss', 2)).length).toBeGreaterThan(5);
  });

  test('Export writes an ONNX file where the person says', async () => {
    const { page, folder } = workbench;
    const panel = await trainingPanel();
    await panel.getByRole('button', { name: 'Export to ONNX' }).click();
    const file = path.join(folder, 'airline', 'airline.onnx');
    const dialog = page.locator('.quick-input-widget', { hasText: 'Export to ONNX' });
    await expect.poll(() => dialog.locator('input').inputValue()).toBe(file);
    await dialog.getByText('OK', { exact: true }).click();
    await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true);
    await panel.getByText(/^Exported "airline\/airline.onnx" .* largest difference/).waitFor();
    await workbench.screenshot('exported');
  });

  test('nothing is sent outside', () => {
    expect(workbench.outsideRequests).toEqual([]);
  });

  function trainingPanel(): Promise<Frame> {
    return workbench.panel((frame) => frame.locator('h1', { hasText: 'airline' }));
  }

  async function chooseTheme(label: string): Promise<void> {
    const { page } = workbench;
    await workbench.runCommand('Preferences: Color Theme');
    await page.getByPlaceholder(/select color theme/i).fill(label);
    await page.locator('.quick-input-list').getByText(label, { exact: true }).click();
  }
});

describe('a person meets a long run, a run that fails and a spec with errors', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench();
    const text = await readFile(path.join(workbench.folder, spec), 'utf8');
    const variants = {
      long: text.replace(/epochs: \d+/, 'epochs: 20000').replace(/^ {2}stop:.*\n/m, ''),
      wild: text
        .replace(/^ {2}optimizer:.*$/m, '  optimizer: {sgd: {rate: 1000}}')
        .replace(/^ {2}clip:.*\n/m, ''),
      broken: text.replace('window:', 'widnow:'),
    };
    for (const [name, variant] of Object.entries(variants)) {
      await writeFile(path.join(workbench.folder, 'airline', `${name}.rnn.yaml`), variant);
    }
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('a run that is alive is found again after the window is reloaded', async () => {
    const { page } = workbench;
    await trainSpec(workbench, 'long');
    await state(await panelOf('long'), 'Training');
    await page.locator('.statusbar-item', { hasText: /long: epoch \d+\/20000/ }).waitFor();
    const stop = page.locator('.editor-actions').getByRole('button', { name: 'Stop Training' });
    await stop.first().waitFor();
    await workbench.screenshot('alive');
    await workbench.openFile(spec);
    await expect.poll(() => stop.count(), { message: 'another spec is not trained' }).toBe(0);
    await workbench.openFile('airline/long.rnn.yaml');
    await stop.first().waitFor();
    await reloadWindow(workbench);
    await state(await panelOf('long'), 'Training');
    await page.locator('.statusbar-item', { hasText: /long: epoch \d+\/20000/ }).waitFor();
  });

  test('a run is stopped and goes on from the panel', async () => {
    const panel = await panelOf('long');
    await panel.getByRole('button', { name: 'Stop' }).click();
    await state(panel, 'Stopped');
    const done = await epochsDone(panel);
    expect(done).toBeGreaterThan(0);
    await panel.getByRole('button', { name: 'Resume' }).click();
    await state(panel, 'Training');
    await expect.poll(() => epochsDone(panel)).toBeGreaterThan(done);
    await trainSpec(workbench, 'long');
    await workbench.page.getByText('"long" is being trained already').first().waitFor();
    await panel.getByRole('button', { name: 'Stop' }).click();
    await state(panel, 'Stopped');
  });

  test('a run that fails says why, in the panel and in a notification', async () => {
    const { page } = workbench;
    await trainSpec(workbench, 'wild');
    const panel = await panelOf('wild');
    await state(panel, 'Failed');
    const message = await panel.getByRole('alert').textContent();
    expect(message).toMatch(/step \d+/);
    const toast = page.locator('.notifications-toasts');
    await toast.getByText(message?.slice(0, 40) ?? '').waitFor();
    await workbench.screenshot('failed');
    await toast.getByRole('button', { name: 'Show Log' }).click();
    await page.getByRole('tab', { name: 'failure.log' }).waitFor();
  });

  test('a spec with errors is not trained, and the way to the first one is offered', async () => {
    const { page } = workbench;
    await workbench.openFile('airline/broken.rnn.yaml');
    await page.locator('.squiggly-error').first().waitFor();
    await trainSpec(workbench, 'broken');
    const toast = page.locator('.notifications-toasts');
    await toast
      .getByText(/^"broken" cannot be trained: it has 2 errors, the first in line 6/)
      .waitFor();
    await workbench.screenshot('refused');
    await toast.getByRole('button', { name: 'Show Problem' }).click();
    await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 6' }).waitFor();
  });

  function panelOf(name: string): Promise<Frame> {
    return workbench.panel((frame) => frame.locator('h1', { hasText: name }));
  }
});

describe('a workspace that is not trusted', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench({ trusted: false });
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('checks a spec and runs nothing', async () => {
    const { page } = workbench;
    await workbench.openFile(spec);
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).first().click();
    await page.getByText('Training is off because this workspace is not trusted').first().waitFor();
    expect(existsSync(path.join(workbench.folder, '.rnn'))).toBe(false);
    await workbench.screenshot('untrusted');
  });
});

/** The editor's own themes by their labels, and their kinds. */
const themes: Readonly<Record<string, string>> = {
  'Light Modern': 'light',
  'Dark High Contrast': 'high-contrast',
  'Light High Contrast': 'high-contrast-light',
  'Dark Modern': 'dark',
};

/** Opens one of the specs beside the airline example and clicks the button above the editor. */
async function trainSpec(workbench: Workbench, name: string): Promise<void> {
  await workbench.runCommand('View: Focus First Editor Group');
  await workbench.openFile(`airline/${name}.rnn.yaml`);
  await workbench.page.getByRole('button', { name: 'Train Model' }).first().click();
}

async function epochsDone(panel: Frame): Promise<number> {
  const words = await panel.locator('.progress-words').textContent();
  return Number(/[\d,]+/.exec(words ?? '')?.[0].replaceAll(',', ''));
}

async function state(panel: Frame, words: string): Promise<void> {
  await panel.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 60_000 });
}

/** The numbers of a column of the table behind a plot; the first column names the rows. */
async function column(panel: Frame, figure: string, index: number): Promise<readonly number[]> {
  const region = panel.getByRole('region', { name: figure, exact: true });
  await region.getByText('Show as table').click();
  await region.locator('tbody tr').first().waitFor();
  const cells = await region.locator(`tbody tr td:nth-child(${index + 1})`).allTextContents();
  await region.getByText('Show as table').click();
  return cells.map((cell) => Number(cell.replaceAll(',', '')));
}

/** Whether the plot's canvas holds more than its background. */
function isDrawn(panel: Frame, figure: string): Promise<boolean> {
  return panel
    .getByRole('region', { name: figure, exact: true })
    .locator('canvas')
    .evaluate((canvas) => {
      const drawing = canvas as HTMLCanvasElement;
      const context = drawing.getContext('2d');
      const { data } = context?.getImageData(0, 0, drawing.width, drawing.height) ?? { data: [] };
      return new Set(new Uint32Array(new Uint8Array(data).buffer)).size > 10;
    });
}
