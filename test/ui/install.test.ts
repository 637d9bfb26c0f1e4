import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ file: 'airline/airline.rnn.yaml' });
});

afterAll(() => workbench?.close());

test('the installed package recognizes a spec by its name', async () => {
  const status = workbench.page.locator('#status\\.editor\\.mode');
  await status.filter({ hasText: 'RNN Spec' }).waitFor();
  await workbench.screenshot('spec');
});

test('the workbench with the package installed sends nothing outside', () => {
  expect(workbench.outsideRequests).toEqual([]);
});
