import { createRandom } from '../../src/base/random.ts';

/** A way to train, with the files that its spec names. */
export interface ResumableMode {
  readonly name: string;
  readonly spec: string;
  readonly files: Readonly<Record<string, string>>;
}

const random = createRandom(7, 'data');

/** Words of a small language, so that there is something to learn. */
function words(count: number): string {
  return Array.from({ length: count }, () => ['aba', 'cab', 'dad', 'bee'][random.below(4)]).join(
    ' ',
  );
}

function waves(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => (5 * Math.sin(row / 3)).toFixed(3));
  return `value\n${lines.join('\n')}\n`;
}

/** Sentences of 2 to 13 tokens, each tagged by whether it is the token before. */
function sentences(count: number): string {
  const sentence = () => {
    const tokens = Array.from({ length: 2 + random.below(12) }, () => 'abcd'[random.below(4)]);
    return tokens.map((token, t) => `${token}\t${token === tokens[t - 1] ? 'AGAIN' : 'NEW'}\n`);
  };
  return Array.from({ length: count }, () => sentence().join('')).join('\n');
}

/** Pieces of 3 to 14 time steps in which two voices go up and down. */
function pieces(count: number): readonly unknown[] {
  return Array.from({ length: count }, () => {
    const start = 60 + random.below(6);
    return Array.from({ length: 3 + random.below(12) }, (_, t) => [
      start + (t % 3),
      start + 4 + (t % 2),
    ]);
  });
}

const forecast = {
  files: { 'waves.csv': waves(60) },
  head: 'task: forecast\ndata: {file: waves.csv, inputs: [value], window: 6}\n',
};
const tag = {
  files: { 'train.tsv': sentences(30), 'test.tsv': sentences(6) },
  head: 'task: tag\ndata: {train: train.tsv, test: test.tsv}\n',
};
const polyphony = {
  files: {
    'pieces.json': JSON.stringify({ train: pieces(20), valid: pieces(5), test: pieces(5) }),
  },
  head: 'task: polyphony\ndata: {file: pieces.json, pitches: [60, 72]}\n',
};
const language = {
  files: { 'text.txt': words(300) },
  head: 'task: language\ndata: {file: text.txt, split: [0.8, 0.1, 0.1]}\n',
};

function mode(
  name: string,
  { files, head }: typeof forecast | typeof tag | typeof polyphony | typeof language,
  model: string,
  train: string,
): ResumableMode {
  return { name, files, spec: `${head}model: ${model}\ntrain: {seed: 4, ${train}}\n` };
}

const plain = '[lstm: {hidden: 3}, linear]';
const noisy =
  '[noise: 0.1, lstm: {hidden: 3, layers: 2, dropout: 0.2, zoneout: 0.1, ' +
  'recurrent_dropout: 0.2}, dropout: 0.2, linear]';
const plateau = 'schedule: {plateau: {patience: 2}}';

/** All that a run can carry from step to step or draw at random, each under a model that is tiny. */
export const resumableModes: readonly ResumableMode[] = [
  mode('nothing special', forecast, plain, 'epochs: 120, batch: 8'),
  mode(
    // Large enough for two shares of a batch on two cores or more.
    'batches in shares',
    forecast,
    '[rnn: {hidden: 128, recurrent_dropout: 0.2}, linear]',
    'epochs: 30, batch: 32, optimizer: {adam: {rate: 0.001}}',
  ),
  mode('dropout, zoneout and noise', forecast, noisy, 'epochs: 80, batch: 8'),
  mode('tagged stretches', tag, '[gru: 3, linear]', 'epochs: 60, batch: 4, truncate: 4'),
  mode(
    'stretches of music, evaluated within batches',
    polyphony,
    plain,
    'epochs: 60, batch: 4, truncate: 4, evaluate: {every: 5}',
  ),
  mode(
    'streams of text',
    language,
    '[embedding: 3, lstm: {hidden: 3, zoneout: 0.1}, linear]',
    'epochs: 30, batch: 4, truncate: 12, evaluate: {every: 7}',
  ),
  mode(
    'a plateau schedule judged within epochs',
    forecast,
    plain,
    `epochs: 120, batch: 8, ${plateau}, evaluate: {every: 3}, optimizer: {sgd: {rate: 0.5, momentum: 0.9}}`,
  ),
  mode('an exponential mean', forecast, plain, 'epochs: 120, batch: 8, average: {decay: 0.9}'),
  mode('a mean that begins later', forecast, plain, 'epochs: 120, batch: 8, average: {start: 40}'),
  mode(
    'steps of several batches',
    forecast,
    plain,
    'epochs: 120, batch: 4, accumulate: 3, evaluate: {every: 2}',
  ),
  mode(
    'stretches that make steps together',
    polyphony,
    noisy,
    `epochs: 60, batch: 4, truncate: 3, accumulate: 3, average: {decay: 0.9, start: 2}, ${plateau}, evaluate: {every: 2}`,
  ),
  mode('batches by length', tag, '[gru: 3, linear]', 'epochs: 100, batch: 4'),
  mode('batches of any length', tag, '[gru: 3, linear]', 'epochs: 100, batch: 4, bucket: false'),
];
