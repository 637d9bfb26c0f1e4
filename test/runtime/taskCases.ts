import type { Baseline, Measure } from '../../src/protocol/runEvents.ts';

/** A small spec of one task with its data. */
export interface TaskCase {
  readonly task: string;
  readonly spec: string;
  readonly files: Readonly<Record<string, string>>;
  readonly measure: Measure['name'];
  readonly baselines: readonly Baseline['kind'][];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const rest = `
model: [gru: {hidden: 4}, linear]
train: {epochs: 6, batch: 4, optimizer: {adam: {rate: 0.02}}}
`;

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** A tune of one voice that goes up and down between two pitches. */
const tune = (from: number, length: number) =>
  range(length).map((step) => [60 + ((from + step) % 3)]);

/** Every task but `forecast`, which most other tests are about. */
export const taskCases: readonly TaskCase[] = [
  {
    task: 'regress',
    spec: `task: regress
data: {generate: {adding: {steps: 6, train: 40, validation: 8, test: 8}}}${rest}`,
    files: {},
    measure: 'mean squared error',
    baselines: ['mean'],
    inputs: ['value', 'marker'],
    outputs: ['sum'],
  },
  {
    task: 'polyphony',
    spec: `task: polyphony
data: {file: tunes.json, pitches: [60, 62], mask: {first: 1}}${rest}`,
    files: {
      'tunes.json': JSON.stringify({
        train: range(12).map((from) => tune(from, 5 + from)),
        valid: range(3).map((from) => tune(from, 6)),
        test: range(3).map((from) => tune(from, 4)),
      }),
    },
    measure: 'loss per step',
    baselines: ['frequencies'],
    inputs: ['60', '61', '62'],
    outputs: ['60', '61', '62'],
  },
];
