import type { Plain } from '../../../src/spec/valueType.ts';
import type { PlainMapping } from './keyPlaces.ts';

const series = { file: 'series.csv', inputs: ['value', 'other'], window: 6 };
/** A spec and the part of it whose keys it is for. */
export interface BaseSpec {
  readonly spec: PlainMapping;
  readonly part: string;
}

const plainModel = [{ rnn: { hidden: 3, layers: 1 } }, 'linear'];
const plainTrain = { epochs: 2, batch: 8 };

const decay = { input: 0.1, recurrent: 0.1, bias: 0.1, linear: 0.1 };
const kept = { rate: 0.1, decay: 0.1 };

function training(part: string, train: PlainMapping, model: Plain = plainModel): BaseSpec {
  return {
    part,
    spec: { task: 'forecast', data: series, model, train: { ...plainTrain, ...train } },
  };
}

function reading(task: string, data: PlainMapping, train: PlainMapping = {}): BaseSpec {
  const all = { ...plainTrain, ...train };
  return { part: 'data', spec: { task, data, model: plainModel, train: all } };
}

/**
 * Specs without problems that together write every key of the language in a place where it has an
 * effect. A new key in a mapping that is here is tried by its example; a new form needs a spec here.
 */
export const baseSpecs: Readonly<Record<string, BaseSpec>> = {
  forecast: reading('forecast', {
    ...series,
    targets: ['other', 'value'],
    horizon: 2,
    scale: 'standard',
    split: [0.6, 0.25, 0.15],
    season: 7,
  }),
  'labelled series': reading('classify', {
    train: 'train.ts',
    validation: 'part.ts',
    test: 'part.ts',
    scale: 'standard',
    inputs: ['a', 'b'],
    classes: ['cat', 'dog'],
  }),
  'labelled texts': reading('classify', {
    tokens: 'characters',
    train: 'names.csv',
    validation: 'part.csv',
    test: 'part.csv',
    min_count: 2,
    classes: ['cat', 'dog'],
  }),
  'labelled texts of known tokens': reading('classify', {
    tokens: 'words',
    train: 'names.csv',
    validation: 0.3,
    test: 'part.csv',
    vocabulary: ['<unknown>', 'miau', 'wau'],
    classes: ['dog', 'cat'],
  }),
  'numbers of series': reading('regress', {
    train: 'train-numbers.ts',
    validation: 0.3,
    test: 'part-numbers.ts',
    scale: 'minmax',
    inputs: ['a', 'b'],
  }),
  'toy problem': reading('regress', {
    generate: { adding: { steps: 8, train: 20, validation: 6, test: 5, seed: 3 } },
  }),
  tag: reading('tag', {
    train: 'train.tsv',
    validation: 'part.tsv',
    test: 'part.tsv',
    min_count: 2,
    tags: ['D', 'N', 'V'],
    mask: { first: 1 },
  }),
  'tag of known tokens': reading('tag', {
    train: 'train.tsv',
    validation: 0.3,
    test: 'part.tsv',
    vocabulary: ['<unknown>', 'the', 'cat'],
  }),
  language: reading(
    'language',
    { file: 'verse.txt', tokens: 'characters', split: [0.6, 0.25, 0.15], min_count: 2 },
    { truncate: 7, carry: true },
  ),
  'language of known tokens': reading(
    'language',
    { file: 'verse.txt', tokens: 'words', vocabulary: ['<unknown>', 'the', 'cat', 'sat'] },
    { batch: 4, truncate: 7 },
  ),
  polyphony: reading(
    'polyphony',
    { file: 'pieces.json', pitches: [58, 70], mask: { first: 2 } },
    { batch: 4 },
  ),
  'recurrent layers': training('model', { clip: { norm: 1 } }, [
    {
      lstm: {
        hidden: 4,
        layers: 2,
        direction: 'both',
        merge: 'sum',
        dropout: 0.25,
        recurrent_dropout: 0.25,
        zoneout: 0.25,
        residual: true,
        initial_state: 'learned',
        trainable: true,
        init: { b_f: 2, R: 'identity' },
      },
    },
    { rnn: { hidden: 3, activation: 'relu' } },
    { cornn: { hidden: 3, dt: 0.5, gamma: 2 } },
    { lstm: { hidden: 4, projection: 3 } },
    { linear: { size: 2, activation: 'none', trainable: true, init: { weight: 0.5, bias: 1 } } },
    'linear',
  ]),
  'other layers': {
    part: 'model',
    spec: {
      task: 'language',
      data: { file: 'verse.txt' },
      model: [
        { embedding: { size: 3, trainable: true, init: { weight: { uniform: [-0.5, 0.75] } } } },
        { dropout: { rate: 0.25 } },
        { noise: { deviation: 0.5 } },
        { gru: { hidden: 3 } },
        { layer_norm: { epsilon: 0.001, trainable: true, init: { gain: 2, bias: 0.5 } } },
        'linear',
      ],
      train: { epochs: 2, batch: 4 },
    },
  },
  initializers: training('train/init', {
    init: {
      W: { normal: { mean: 0.5, std: 2 } },
      R: { orthogonal: { gain: 2 } },
      weight: { constant: 0.5 },
      b: { uniform: 0.5 },
    },
  }),
  'identity initializer': training('train/init', { init: { R: { identity: { gain: 0.5 } } } }),
  cells: {
    part: 'cells',
    spec: {
      task: 'forecast',
      data: series,
      cells: {
        mine: {
          summary: 'A cell',
          source: 'A paper',
          equations: 'h = dt * act(W @ x + R @ h[t-1] + b)\ny = V @ h',
          output: 'y',
          size: { y: 'input' },
          options: {
            dt: { number: 0.5, summary: 'A step' },
            act: { function: ['tanh', 'relu'], summary: 'A function' },
          },
          init: { R: 'orthogonal', b: 1 },
        },
        sized: {
          equations: 'h = tanh(W @ x + R @ h[t-1])\ny = h',
          output: 'y',
          options: {
            width: { size: ['y'], instead: 'y = V @ h', summary: 'A width' },
          },
        },
        inner: {
          equations: 'y = V @ x\nz = U @ x\nh = tanh(A @ y + B @ z + R @ h[t-1])',
          options: { width: { size: ['y', 'z'] } },
        },
        short: 'h = tanh(W @ x + R @ h[t-1])',
        shared: { file: 'mine.cell.yaml' },
      },
      model: [
        { mine: { hidden: 3 } },
        { sized: { hidden: 3, width: 2 } },
        { inner: { hidden: 3, width: 4 } },
        { short: { hidden: 2 } },
        { shared: { hidden: 2 } },
        'linear',
      ],
      train: plainTrain,
    },
  },
  adam: training('train/optimizer', {
    optimizer: { adam: { ...kept, beta1: 0.8, beta2: 0.9, epsilon: 0.001, decay } },
  }),
  adamw: training('train/optimizer', {
    optimizer: { adamw: { ...kept, beta1: 0.8, beta2: 0.9, epsilon: 0.001, decay } },
  }),
  sgd: training('train/optimizer', {
    optimizer: { sgd: { ...kept, momentum: 0.5, nesterov: false, decay } },
  }),
  rmsprop: training('train/optimizer', {
    optimizer: {
      rmsprop: { ...kept, alpha: 0.9, epsilon: 0.001, momentum: 0.5, centered: true, decay },
    },
  }),
  'decay of peepholes': training(
    'train/optimizer',
    {
      optimizer: { sgd: { rate: 0.1, decay: { peephole: 0.1 } } },
    },
    [{ 'peephole-lstm': { hidden: 3 } }, 'linear'],
  ),
  'decay of peepholes by adam': training(
    'train/optimizer',
    { optimizer: { adam: { decay: { peephole: 0.1 } } } },
    [{ 'peephole-lstm': { hidden: 3 } }, 'linear'],
  ),
  'decay of peepholes by adamw': training(
    'train/optimizer',
    { optimizer: { adamw: { decay: { peephole: 0.1 } } } },
    [{ 'peephole-lstm': { hidden: 3 } }, 'linear'],
  ),
  'decay of peepholes by rmsprop': training(
    'train/optimizer',
    { optimizer: { rmsprop: { decay: { peephole: 0.1 } } } },
    [{ 'peephole-lstm': { hidden: 3 } }, 'linear'],
  ),
  'everything of training': {
    part: 'train',
    spec: {
      task: 'language',
      data: { file: 'verse.txt' },
      model: [{ lstm: 3 }, 'linear'],
      train: {
        epochs: 3,
        batch: 4,
        clip: { norm: 1, value: 0.5, per: 'layer' },
        schedule: { step: { every: 1, factor: 0.5 } },
        warmup: 3,
        accumulate: 2,
        truncate: 20,
        carry: true,
        init: { W: 'kaiming_uniform' },
        average: { decay: 0.9, start: 2 },
        evaluate: { every: 2 },
        stop: { patience: 3 },
        seed: 5,
      },
    },
  },
  'cosine schedule': training('train/schedule', { schedule: { cosine: { to: 0.0005 } } }),
  'plateau schedule': training('train/schedule', {
    epochs: 6,
    optimizer: { sgd: { rate: 1 } },
    schedule: { plateau: { patience: 2, factor: 0.5, min: 0.375 } },
  }),
  'sequences of unequal length': {
    part: 'train',
    spec: {
      task: 'classify',
      data: { train: 'train.ts', test: 'part.ts' },
      model: plainModel,
      train: { ...plainTrain, batch: 3, bucket: true },
    },
  },
};
