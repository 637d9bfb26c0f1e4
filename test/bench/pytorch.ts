import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { present } from '../../src/base/invariant.ts';
import type { Row } from './rows.ts';

/** PyTorch in a process of its own, doing the same steps when told. */
export interface Rival {
  readonly version: string;
  readonly prepare: (cell: string, row: Row, threads: number) => Promise<void>;
  /** Milliseconds of each step. */
  readonly run: (steps: number) => Promise<readonly number[]>;
  readonly stop: () => void;
}

/** Starts PyTorch with that Python. */
export async function startPyTorch(python: string): Promise<Rival> {
  const child = spawn(python, ['-W', 'ignore', `${__dirname}/../test/bench/pytorch.py`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const listen = async (): Promise<{ torch?: string; ms?: number[] }> => {
    const { value, done } = await lines.next();
    if (done) {
      throw new Error(`${python} ended: does it have torch?`);
    }
    return JSON.parse(value);
  };
  const ask = (request: object) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return listen();
  };
  return {
    version: present((await listen()).torch, 'a version'),
    prepare: async (cell, row, threads) => {
      await ask({ cell, row, threads });
    },
    run: async (steps) => present((await ask({ steps })).ms, 'times'),
    stop: () => child.stdin.end(),
  };
}
