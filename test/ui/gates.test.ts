import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  openTrainedAirline,
  pictureOfFailure,
  reloadWindow,
  runRnn,
  type Workbench,
} from './workbench.ts';

describe('a person looks at the gates of the trained airline example', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openTrainedAirline('RNN: Show Gates');
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('the table behind the curves of a unit has the numbers of `rnn trace`', async () => {
    const panel = await gatesPanel();
    const unit = panel.getByRole('region', { name: 'Unit 0' });
    await unit.getByText('Show as table').click();
    await unit.locator('tbody tr').first().waitFor();
    const shown = await unit.locator('tbody tr td:nth-child(3)').allTextContents();
    const titles = await unit.locator('thead th').allTextContents();
    expect(titles[2]).toBe('f (gate)');
    await runRnn(
      workbench,
      'airline',
      ...['trace', 'airline.rnn.yaml', '--names', 'lstm.0.f', '--out', 'f.csv'],
    );
    const csv = await readFile(path.join(workbench.folder, 'airline', 'f.csv'), 'utf8');
    const rows = csv.trimEnd().split('\n').slice(1);
    const expected = rows.map((row) => Number(row.split(',')[1]).toPrecision(3));
    expect(shown.map((cell) => Number(cell).toPrecision(3))).toEqual(expected);
  });

  test('a click picks a unit, arrow keys move on, and both are read out', async () => {
    const panel = await gatesPanel();
    const map = panel.getByRole('img', { name: /^f, a gate of 100 units/ });
    await map.click({ position: { x: 200, y: 75 } });
    await panel.getByRole('heading', { name: /^Unit (49|50)$/ }).waitFor();
    expect(await panel.locator('.read-out').textContent()).toMatch(
      /^f, unit (49|50): 0\.\d+ at step \d+$/,
    );
    const before = Number((await panel.locator('.read-out').textContent())?.match(/\d+$/)?.[0]);
    await panel.getByRole('application').press('ArrowRight');
    await panel.getByText(`step ${before + 1}`, { exact: true }).waitFor();
    await workbench.screenshot('gates');
  });

  test('what was chosen is there again after the window is reloaded', async () => {
    const before = await gatesPanel();
    await before.getByLabel('Layer').selectOption('lstm.1');
    await before.getByRole('heading', { name: /^lstm\.1: every value/ }).waitFor();
    await reloadWindow(workbench);
    const panel = await gatesPanel();
    await panel.getByRole('heading', { name: /^lstm\.1: every value/ }).waitFor();
  });

  test('nothing is sent outside', () => {
    expect(workbench.outsideRequests).toEqual([]);
  });

  function gatesPanel(): Promise<Frame> {
    return workbench.panel((frame) => frame.getByRole('region', { name: 'Gates over time' }));
  }
});
