import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A temporary folder with a small spec and its data; gone when the test ends. */
export interface TinyWorkspace {
  readonly folder: string;
  readonly spec: string;
  /** The bytes of a file of a run, or `undefined`. */
  read(run: string, file: string): Uint8Array | undefined;
}

/** Makes the workspace; `change` edits the spec's text. */
export function tinyWorkspace(change: (spec: string) => string = (spec) => spec): TinyWorkspace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rnn-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const rows = Array.from({ length: 60 }, (_, row) => `d${row},${wave(row)}`);
  writeFileSync(path.join(folder, 'wave.csv'), `day,value\n${rows.join('\n')}\n`);
  const spec = path.join(folder, 'tiny.rnn.yaml');
  writeFileSync(spec, change(tinySpec));
  return {
    folder,
    spec,
    read: (run, file) => {
      try {
        return new Uint8Array(readFileSync(path.join(folder, '.rnn', 'runs', run, file)));
      } catch {
        return undefined;
      }
    },
  };
}

function wave(row: number): string {
  return (20 + 5 * Math.sin(row / 3) + 2 * Math.cos(row)).toFixed(3);
}

const tinySpec = `task: forecast
data:
  file: wave.csv
  inputs: [value]
  targets: [value]
  window: 6
  horizon: 1
  scale: standard
  split: [0.6, 0.2, 0.2]
  season: 12
model:
  - lstm: {hidden: 3}
  - linear
train:
  epochs: 6
  batch: 8
  optimizer: {adam: {rate: 0.01}}
  clip: {norm: 1}
  seed: 4
`;
