import { describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { noDataSource } from '../../src/resolve/dataSource.ts';
import type { Model } from '../../src/resolve/model.ts';
import { chooseShares, chooseThreading } from '../../src/runtime/chooseThreading.ts';

function lstm(hidden: number, batch: number): Model {
  const text = `task: forecast
data: {file: a.csv, inputs: [a], targets: [a], window: 5}
model:
  - lstm: {hidden: ${hidden}}
  - linear
train: {epochs: 1, batch: ${batch}}
`;
  return present(analyzeSpec(text, noDataSource).model, 'The model');
}

describe('chooseThreading', () => {
  it.each([
    { hidden: 4, batch: 32, cores: 8, threads: 1 },
    { hidden: 4, batch: 32, cores: 2, threads: 1 },
    { hidden: 100, batch: 32, cores: 8, threads: 3 },
    { hidden: 100, batch: 32, cores: 2, threads: undefined },
    { hidden: 650, batch: 20, cores: 8, threads: undefined },
  ])('gives $hidden units in batches of $batch on $cores cores $threads threads', (row) => {
    expect(chooseThreading(lstm(row.hidden, row.batch), 1, row.cores, [0]).threads).toBe(
      row.threads,
    );
  });

  it.each([
    { hidden: 32, batch: 32, cores: 2, shares: 1 },
    { hidden: 64, batch: 32, cores: 2, shares: 2 },
    { hidden: 100, batch: 32, cores: 1, shares: 1 },
    { hidden: 100, batch: 32, cores: 2, shares: 2 },
    { hidden: 100, batch: 32, cores: 8, shares: 2 },
    { hidden: 100, batch: 31, cores: 8, shares: 1 },
    { hidden: 100, batch: 64, cores: 8, shares: 4 },
    { hidden: 200, batch: 64, cores: 2, shares: 1 },
  ])('cuts $batch sequences of $hidden units on $cores cores into $shares shares', (row) => {
    const model = lstm(row.hidden, row.batch);
    expect(chooseShares(model, row.cores)).toBe(row.shares);
  });

  it('gives the shares of a batch the threads that one would have', () => {
    expect(chooseThreading(lstm(100, 64), 4, 8, [0])).toEqual({
      threads: 6,
      shares: 4,
      spinning: true,
    });
  });

  it('lets threads spin only where the machine is quiet', () => {
    const model = lstm(100, 32);
    expect(chooseThreading(model, 1, 2, [0.4, 2, 2]).spinning).toBe(true);
    expect(chooseThreading(model, 1, 2, [1.5, 0, 0]).spinning).toBe(false);
    expect(chooseThreading(model, 1, 8, [1.5, 0, 0]).spinning).toBe(true);
  });
});
