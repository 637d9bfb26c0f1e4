import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { present } from '../../src/base/invariant.ts';
import type { Row } from './rows.ts';

/** PyTorch in a process of its own, doing the same steps when told. */
export interface Rival {
  readonly prepare: (row: Row, threads: number) => Promise<string>;
  /** Milliseconds of each step. */
  readonly run: (steps: number) => Promise<readonly number[]>;
  readonly stop: () => void;
}

/** Starts PyTorch with that Python. */
export function startPyTorch(python: string): Rival {
  const child = spawn(python, [`${__dirname}/../test/bench/pytorch.py`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<{ torch?: string; ms?: number[] }> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) {
      throw new Error(`${python} ended: does it have torch?`);
    }
    return JSON.parse(value);
  };
  return {
    prepare: async (row, threads) => present((await ask({ row, threads })).torch, 'a version'),
    run: async (steps) => present((await ask({ steps })).ms, 'times'),
    stop: () => child.stdin.end(),
  };
}
