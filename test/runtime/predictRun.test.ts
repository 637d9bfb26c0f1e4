import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ForecastMade } from '../../src/protocol/runEvents.ts';
import { openRun } from '../../src/runtime/openRun.ts';
import { predictRun } from '../../src/runtime/predictRun.ts';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { tinyWorkspace } from './tinyWorkspace.ts';

describe('predictRun', { timeout: 60_000 }, () => {
  it('forecasts the rows of the data as the run did, and one row more', async () => {
    const workspace = tinyWorkspace();
    let shown: ForecastMade | undefined;
    const { folder } = await runTraining(
      { kind: 'train', spec: workspace.spec, workspace: workspace.folder },
      { onEvent: (event) => (shown = event.type === 'forecast' ? event : shown) },
    );
    const file = path.join(workspace.folder, 'wave.csv');
    const predictions = await predictRun(openRun(folder), file, 'wave.csv');
    expect(predictions).toHaveLength(55);
    expect(predictions[0]?.label).toBe('d6');
    expect(predictions.at(-1)?.label).toBe('next');
    const series = shown?.series[0];
    expect(series?.rows.length).toBeGreaterThan(0);
    series?.rows.forEach((row, index) => {
      expect(predictions[row - 6]?.outputs[0]?.[0]).toBeCloseTo(series.forecast[index] ?? NaN, 4);
    });
  });

  it('says what is wrong with the file', async () => {
    const workspace = tinyWorkspace();
    const request = { kind: 'train', spec: workspace.spec, workspace: workspace.folder } as const;
    const run = openRun((await runTraining(request, { onEvent: () => {} })).folder);
    const ragged = path.join(workspace.folder, 'ragged.csv');
    writeFileSync(ragged, 'value\n1,2\n');
    await expect(predictRun(run, ragged, 'ragged.csv')).rejects.toThrow(
      'Cannot read "ragged.csv": Line 2 has 2 cells',
    );
    await expect(predictRun(run, 'none.csv', 'none.csv')).rejects.toThrow(
      'There is no file "none.csv"',
    );
  });
});
