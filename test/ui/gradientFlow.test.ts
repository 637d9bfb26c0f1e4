import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GradientFlow } from '../../src/protocol/inspection.ts';
import {
  openTrainedAirline,
  pictureOfFailure,
  reloadWindow,
  runRnn,
  type Workbench,
} from './workbench.ts';

describe('a person follows the gradient of the trained airline example', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openTrainedAirline('RNN: Show Gradient Flow');
  });

  afterEach((context) => pictureOfFailure(workbench, context));

  afterAll(() => workbench?.close());

  test('the table behind the picture has the norms of `rnn gradients`', async () => {
    const panel = await flowPanel();
    await panel.getByText(/^The gradient (survives|fades|vanishes|explodes): in /).waitFor();
    await panel.getByLabel('Relative to the loss').uncheck();
    const expected = await engineFlow();
    const curves = expected.passes.flatMap(({ name: pass, values }) =>
      values.map(({ name, norms }) => ({ name: `${pass} ${name}`, norms })),
    );
    expect(await numbersOf(panel)).toEqual(
      Object.fromEntries(curves.map(({ name, norms }) => [name, norms.map(threeDigits)])),
    );
    await panel.getByLabel('Relative to the loss').check();
  });

  test('weights before training stand beside those after it', async () => {
    const panel = await flowPanel();
    await panel.getByRole('button', { name: 'Before training' }).click();
    await panel
      .getByText(/^On its way back the gradient .* in airline and .* \(untrained\)\.$/)
      .waitFor();
    await workbench.screenshot('gradient-flow');
    await panel.getByRole('button', { name: 'Remove airline (untrained)' }).click();
  });

  test('what was chosen is there again after the window is reloaded', async () => {
    const before = await flowPanel();
    await before.getByRole('button', { name: 'f', exact: true }).click();
    await before.getByRole('button', { name: /^f lstm\.0/ }).waitFor();
    await reloadWindow(workbench);
    const panel = await flowPanel();
    await panel.getByRole('button', { name: /^f lstm\.0/ }).waitFor();
  });

  test('nothing is sent outside', () => {
    expect(workbench.outsideRequests).toEqual([]);
  });

  function flowPanel(): Promise<Frame> {
    return workbench.panel((frame) => frame.getByRole('region', { name: 'Gradient flow' }));
  }

  async function engineFlow(): Promise<GradientFlow> {
    return JSON.parse(
      await runRnn(workbench, 'airline', 'gradients', 'airline.rnn.yaml', '--json'),
    );
  }
});

/** The columns of the table behind the picture, by their titles. */
async function numbersOf(panel: Frame): Promise<Readonly<Record<string, readonly string[]>>> {
  const region = panel.getByRole('region', { name: 'Gradient flow', exact: true });
  await region.getByText('Show as table').click();
  const rows = region.locator('tbody tr');
  await rows.first().waitFor();
  const titles = (await region.locator('thead th').allTextContents()).slice(1);
  const cells = await Promise.all(
    (await rows.all()).map((row) => row.locator('td').allTextContents()),
  );
  await region.getByText('Show as table').click();
  return Object.fromEntries(
    titles.map((title, index) => [
      title,
      cells.map((row) => threeDigits(Number((row[index] ?? '').replace('−', '-')))),
    ]),
  );
}

function threeDigits(value: number): string {
  return value.toPrecision(3);
}
