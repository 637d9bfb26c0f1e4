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
  /** What the test part holds, as a file to predict from, which does not tell the targets. */
  readonly input: string;
  /**
   * What the outputs for it should be, per sequence and output, where the measure of the test part
   * follows from them: a value, the place of a class, or flags.
   */
  readonly truth?: readonly (readonly (number | readonly number[])[])[];
}

const rest = `
model: [gru: {hidden: 4}, linear]
train: {epochs: 6, batch: 4, optimizer: {adam: {rate: 0.02}}}
`;

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** A tune of one voice that goes up and down between two pitches. */
const tune = (from: number, length: number) =>
  range(length).map((step) => [60 + ((from + step) % 3)]);

/** Which of the three pitches of a tune sounds at a step. */
const flags = (step: number) => range(3).map((pitch) => (pitch === step % 3 ? 1 : 0));

/** A time-series file: one series of two dimensions and of unequal length for each label. */
const archive = (header: string, labels: readonly (string | number | undefined)[]) => {
  const series = labels.map((label, place) => {
    const steps = range(3 + (place % 4));
    const sign = place % 2 === 0 ? 1 : -1;
    const [up, down] = [1, -1].map((turn) => steps.map((step) => sign * turn * step + place / 9));
    return `${up}:${down}${label === undefined ? '' : `:${label}`}`;
  });
  return [header, '@data', ...series].join('\n');
};

const animals = (count: number) => range(count).map((place) => (place % 2 === 0 ? 'cat' : 'dog'));
const weights = (count: number) => range(count).map((place) => 40 + (place % 2) * 10);

/** Every task but `forecast`, which most other tests are about. */
export const taskCases: readonly TaskCase[] = [
  {
    task: 'classify',
    spec: `task: classify
data: {train: train.ts, validation: 0.25, test: test.ts}${rest}`,
    files: {
      'train.ts': archive('@classLabel true cat dog', animals(24)),
      'test.ts': archive('@classLabel true cat dog', animals(6)),
    },
    measure: 'accuracy',
    baselines: ['most-frequent'],
    inputs: ['x1', 'x2'],
    outputs: ['cat', 'dog'],
    input: archive('@classLabel true cat dog', Array(6).fill('?')),
    truth: range(6).map((place) => [place % 2]),
  },
  {
    task: 'classify (texts)',
    spec: `task: classify
data: {train: train.csv, test: test.csv, tokens: characters}${rest}`,
    files: {
      'train.csv': `label,text\n${'cat,miau\ndog,wau wau\n'.repeat(12)}`,
      'test.csv': 'text,label\n"miau miau",cat\nwuff,dog\n',
    },
    measure: 'accuracy',
    baselines: ['most-frequent'],
    inputs: ['<unknown>', 'a', 'u', 'w', ' ', 'i', 'm'],
    outputs: ['cat', 'dog'],
    input: 'text\nmiau miau\nwuff\n',
    truth: [[0], [1]],
  },
  {
    task: 'regress',
    spec: `task: regress
data: {train: train.ts, test: test.ts, validation: valid.ts, scale: minmax}${rest}`,
    files: {
      'train.ts': archive('@targetLabel true', weights(24)),
      'valid.ts': archive('@targetLabel true', weights(7)),
      'test.ts': archive('@targetLabel true', weights(6)),
    },
    measure: 'mean squared error',
    baselines: ['mean'],
    inputs: ['x1', 'x2'],
    outputs: ['target'],
    input: archive('@targetLabel false', Array(6).fill(undefined)),
    truth: weights(6).map((weight) => [weight]),
  },
  {
    task: 'regress (generated)',
    spec: `task: regress
data: {generate: {adding: {steps: 6, train: 40, validation: 8, test: 8}}}${rest}`,
    files: {},
    measure: 'mean squared error',
    baselines: ['mean'],
    inputs: ['value', 'marker'],
    outputs: ['sum'],
    // Of three and four steps, although the model was trained on equal lengths.
    input: archive('', [undefined, undefined, undefined]),
  },
  {
    task: 'tag',
    spec: `task: tag
data: {train: train.tsv, test: test.tsv, min_count: 2, mask: {first: 1}}${rest}`,
    files: {
      'train.tsv': 'the\tD\nold\tA\ncat\tN\n\nthe\tD\ncat\tN\n\n'.repeat(15),
      'test.tsv': 'the\tD\nnew\tA\ncat\tN\n',
    },
    measure: 'accuracy',
    baselines: ['most-frequent-tag', 'most-frequent'],
    inputs: ['<unknown>', 'cat', 'the', 'old'],
    outputs: ['A', 'D', 'N'],
    input: 'the\nnew\ncat\n',
    truth: [[1, 0, 2]],
  },
  {
    task: 'language',
    spec: `task: language
data: {file: verse.txt, tokens: words, split: [0.6, 0.2, 0.2]}
model: [embedding: {size: 3}, lstm: {hidden: 4}, linear]
train: {epochs: 4, batch: 3, truncate: 7, optimizer: {adam: {rate: 0.02}}}
`,
    files: { 'verse.txt': 'the cat sat .\n'.repeat(50) },
    measure: 'perplexity',
    baselines: ['frequencies'],
    inputs: ['\n', '.', 'cat', 'sat', 'the'],
    outputs: ['\n', '.', 'cat', 'sat', 'the'],
    input: 'the cat',
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
    input: JSON.stringify(range(3).map((from) => tune(from, 4))),
    truth: range(3).map((from) => range(3).map((step) => flags(from + step + 1))),
  },
];
