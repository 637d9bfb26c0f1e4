import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parametersCsv } from '../../../media/parameters/parametersCsv.ts';
import type { ParameterReport } from '../../../src/protocol/parameters.ts';

const report: ParameterReport = JSON.parse(
  readFileSync(new URL('../fixtures/airlineParametersTrained.json', import.meta.url), 'utf8'),
);

test('parametersCsv has a line for every gate of every tensor', () => {
  const lines = parametersCsv(report).trimEnd().split('\r\n');
  const blocks = report.layers.flatMap((layer) => layer.tensors.flatMap((tensor) => tensor.blocks));
  expect(lines).toHaveLength(blocks.length + 1);
  expect(lines[1]).toMatch(/^lstm\.0,weight_ih_l0,i,lstm\.0\.W_i,0,99,"\[hidden, input\] = /);
});
