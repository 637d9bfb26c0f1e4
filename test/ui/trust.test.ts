import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from './workbench.ts';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ file: 'airline/airline.rnn.yaml', trusted: false });
});

afterAll(() => workbench?.close());

test('an untrusted workspace offers only the commands that run nothing', async () => {
  const { page } = workbench;
  await page.getByText('Restricted Mode').first().waitFor();
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('>RNN: ');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'RNN: Show Training Panel' }).waitFor();
  const labels = (await rows.allInnerTexts()).filter((it) => it.startsWith('RNN: '));
  await workbench.screenshot('untrusted');
  expect(labels.sort()).toEqual(['RNN: New Spec from Example', 'RNN: Show Training Panel']);
});
