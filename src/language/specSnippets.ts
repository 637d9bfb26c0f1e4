import type { Task } from '../spec/spec.ts';

/** A whole file with places to fill in. */
export interface FileSnippet {
  readonly label: string;
  readonly detail: string;
  readonly text: string;
}

const training = (batch: number, epochs: number) => `train:
  epochs: \${20:${epochs}}
  batch: \${21:${batch}}
  optimizer: {adam: {rate: \${22:0.003}}}
  clip: {norm: 1}
  stop: {patience: \${23:10}}
  seed: 1
`;

/** A spec for each task, small and complete. */
export const specSnippets: Readonly<Record<Task, FileSnippet>> = {
  forecast: {
    label: 'forecast: a time series',
    detail: 'the next rows of a CSV file from the rows before them',
    text: `task: forecast

data:
  file: \${1:series.csv}
  inputs: [\${2:value}]
  targets: [\${3:value}]
  window: \${4:24}

model:
  - lstm: {hidden: \${5:32}}
  - linear

${training(32, 50)}`,
  },
  classify: {
    label: 'classify: whole sequences',
    detail: 'the class of each series in time-series files',
    text: `task: classify

data:
  train: \${1:train.ts}
  validation: 0.2
  test: \${2:test.ts}

model:
  - lstm: {hidden: \${3:64}, direction: both}
  - dropout: 0.2
  - linear

${training(16, 60)}`,
  },
  regress: {
    label: 'regress: a number for each sequence',
    detail: 'a number for each series in time-series files',
    text: `task: regress

data:
  train: \${1:train.ts}
  validation: 0.2
  test: \${2:test.ts}

model:
  - lstm: {hidden: \${3:64}}
  - linear

${training(16, 60)}`,
  },
  tag: {
    label: 'tag: each token of a sequence',
    detail: 'a tag for each token, from files with a token and its tag a line',
    text: `task: tag

data:
  train: \${1:train.tsv}
  validation: 0.1
  test: \${2:test.tsv}

model:
  - embedding: {size: \${3:64}}
  - lstm: {hidden: \${4:64}, direction: both}
  - linear

${training(32, 20)}`,
  },
  language: {
    label: 'language: the next character or word',
    detail: 'the next token of one text',
    text: `task: language

data:
  file: \${1:text.txt}
  tokens: \${2|characters,words|}
  split: [0.9, 0.05, 0.05]

model:
  - embedding: {size: \${3:32}}
  - lstm: {hidden: \${4:128}}
  - linear

train:
  epochs: \${20:10}
  batch: \${21:64}
  truncate: \${24:100}
  carry: true
  optimizer: {adam: {rate: \${22:0.004}}}
  clip: {norm: 1}
  seed: 1
`,
  },
  polyphony: {
    label: 'polyphony: the next notes of a piece',
    detail: 'which notes sound next, from pieces of music in a JSON file',
    text: `task: polyphony

data:
  file: \${1:pieces.json}
  pitches: [21, 108]

model:
  - lstm: {hidden: \${2:100}}
  - linear

${training(8, 100)}`,
  },
};

/** A file that holds one cell. */
export const cellSnippet: FileSnippet = {
  label: 'cell: equations of your own',
  detail: 'a simple recurrence to start from',
  text: `summary: \${1:What is special about it}
equations: |
  h = tanh(W @ x + R @ h[t-1] + b)$0
`,
};
