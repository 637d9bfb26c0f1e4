import { specSnippets } from '../../src/language/specSnippets.ts';
import { recurrentKeys } from '../../src/spec/declarations/recurrentKeys.ts';

/** The start of a spec without mistakes. */
export const forecast = 'task: forecast\ndata: {file: series.csv, inputs: [value], window: 5}\n';
const dataKeys = ['inputs', 'window', 'targets', 'horizon', 'scale', 'split', 'season'];
/** The keys of a cell. */
export const cellKeys = ['equations', 'summary', 'source', 'output', 'size', 'options', 'init'];
const optimizers = ['adam', 'adamw', 'sgd', 'rmsprop'];
const activation = ['none', 'relu', 'tanh', 'sigmoid', 'softplus'];
/** The functions of equations. */
export const functions = [
  'sigmoid',
  'tanh',
  'relu',
  'exp',
  'log',
  'sqrt',
  'softplus',
  'abs',
  'max',
  'min',
  'layer_norm',
];
const initializers = [
  'xavier_uniform',
  'xavier_normal',
  'kaiming_uniform',
  'kaiming_normal',
  'orthogonal',
  'identity',
  'normal',
  'uniform',
  'constant',
];
const snippets = Object.values(specSnippets).map(({ label }) => label);

/** Where it stands, and what is proposed there. */
type Row = readonly [what: string, marked: string, labels: readonly string[]];

const keys: readonly Row[] = [
  [
    'whole specs and keys in an empty file',
    '|',
    [...snippets, 'task', 'data', 'model', 'cells', 'train'],
  ],
  [
    'whole specs below comments',
    '# A spec\n\n|',
    [...snippets, 'task', 'data', 'model', 'cells', 'train'],
  ],
  [
    'keys above and below others',
    'task: forecast\n|\nmodel: [linear]\n',
    ['data', 'cells', 'train'],
  ],
  ['keys of a block', 'task: forecast\ndata:\n  file: a.csv\n  # a comment\n\n  wi|\n', dataKeys],
  [
    'keys of a block above a broken line',
    'task: forecast\ndata:\n  file: a.csv\n  |\n  inputs: [\n',
    dataKeys.filter((key) => key !== 'inputs'),
  ],
  [
    'keys of all forms, each once',
    'task: regress\ndata:\n  |',
    ['train', 'test', 'validation', 'scale', 'inputs', 'generate'],
  ],
  [
    'keys of the form that is begun',
    'task: classify\ndata: {train: a, scale: none, |}',
    ['test', 'validation', 'inputs', 'classes'],
  ],
  [
    'keys behind a list in brackets',
    `task: forecast\ndata: {inputs: [a, b], |`,
    ['file', ...dataKeys.slice(1)],
  ],
  ['keys in braces', 'train: {clip: {|}}', ['norm', 'value', 'per']],
  [
    'options in braces',
    'train:\n  optimizer: {adam: {rate: 1, |',
    ['beta1', 'beta2', 'epsilon', 'decay'],
  ],
  [
    'keys that do not stand behind in the same braces',
    'train: {clip: {|, value: 1}, seed: 1}',
    ['norm', 'per'],
  ],
  [
    'keys in braces over several lines',
    'train:\n  optimizer: {   # {[ a comment\n    adam: {\n      rate: 1,\n      |\n',
    ['beta1', 'beta2', 'epsilon', 'decay'],
  ],
  ['no second name', 'train:\n  optimizer:\n    adam: {rate: 1}\n    |', []],
  ['options of a layer', 'model:\n  - layer_norm:\n      |', ['epsilon', 'trainable', 'init']],
  [
    'options of a layer in braces',
    'model:\n- gru: {hidden: 3, init: {}, layers: 2, |}',
    recurrentKeys.filter((key) => !['hidden', 'init', 'layers'].includes(key)),
  ],
  ['options of a layer in a list in brackets', 'model: [gru: {|}]', recurrentKeys],
  [
    'options of a cell',
    'model:\n  - jordan: {hidden: 4, output: 2, ac|}',
    [...recurrentKeys.filter((key) => key !== 'hidden'), 'activation'],
  ],
  [
    "options of a spec's own cell",
    'cells: {mine: {equations: h = d * tanh(W @ x), options: {d: {number: 1}}}}\nmodel: [mine: {hidden: 4, |}]',
    [...recurrentKeys.filter((key) => key !== 'hidden'), 'd'],
  ],
  ['keys of a cell', 'cells:\n  mine:\n    |', [...cellKeys, 'file']],
  [
    'keys of a cell that has equations',
    'cells:\n  mine:\n    equations: h = x\n    |',
    cellKeys.slice(1),
  ],
  ['parameters of a layer', `${forecast}model: [linear: {init: {|}}]`, ['weight', 'bias']],
  [
    'parameters of a recurrent layer, and what several begin with',
    `${forecast}model:\n  - rnn:\n      hidden: 2\n      initial_state: learned\n      init: {b_h: 1, |}`,
    ['W_h', 'R_h', 'initial', 'W', 'R', 'b'],
  ],
  [
    'parameters of all layers',
    `${forecast}model: [rnn: 3, linear]\ntrain:\n  init:\n    |`,
    ['W_h', 'R_h', 'b_h', 'weight', 'bias', 'W', 'R', 'b'],
  ],
  [
    'parameters of a cell',
    'cells:\n  mine:\n    equations: h = tanh(W @ x + b_f)\n    init: {|}',
    ['W', 'b_f', 'b'],
  ],
  ['values of a cell', 'cells:\n  mine:\n    equations: h = tanh(W @ x)\n    size: {|}', ['h']],
];

const values: readonly Row[] = [
  ['the task', 'task: |', ['forecast', 'classify', 'regress', 'tag', 'language', 'polyphony']],
  ['the words of a choice', 'data:\n  scale: |', ['none', 'standard', 'minmax']],
  ['a value in braces', 'data: {file: a, scale: |}', ['none', 'standard', 'minmax']],
  ['true and false', 'train:\n  carry: |', ['true', 'false']],
  ['a number', 'task: forecast\ndata:\n  window: |', ['24']],
  ['a list of numbers', 'task: forecast\ndata:\n  split: |', ['[0.7, 0.15, 0.15]']],
  [
    'words in a list of lines in brackets',
    'task: forecast\nmodel: [\n  lstm: 3,\n  linear: {activation: |',
    activation,
  ],
  ['the word for nothing, and an example', 'train:\n  clip: |', ['none', '{norm: 1}']],
  ['optimizers', 'train:\n  optimizer: |', optimizers],
  ['directions', 'model:\n  - lstm: {hidden: 3, direction: |}', ['forward', 'reverse', 'both']],
  ['activations', 'model: [linear: {activation: |}]', activation],
  ['options of a layer', 'model:\n  - gru: |', ['{hidden: 32}']],
  ['functions that are options', 'model: [rnn: {hidden: 3, activation: |}]', ['tanh', 'relu']],
  ['numbers that are options', 'model: [cornn: {hidden: 3, dt: |}]', ['0.1']],
  ['initializers', 'train:\n  init:\n    W: |', initializers],
  ['what the layer gives', 'cells:\n  mine:\n    equations: h = tanh(W @ x)\n    output: |', ['h']],
  [
    'sizes',
    'cells:\n  mine:\n    equations: h = x\n    size: {h: |}\n    options: {n: {size: [h]}}',
    ['input', 'n'],
  ],
  [
    'functions to choose from',
    'cells:\n  mine:\n    options: {f: {function: [tanh, |]}}',
    functions.filter((name) => name !== 'tanh'),
  ],
];

const columnsAndFiles: readonly Row[] = [
  [
    'columns with numbers',
    'task: forecast\ndata:\n  file: series.csv\n  inputs: |',
    ['value', 'other', 'flat'],
  ],
  [
    'columns in a list',
    'task: forecast\ndata:\n  file: series.csv\n  inputs: [value, |]',
    ['other', 'flat'],
  ],
  [
    'columns in a list of lines',
    'task: forecast\ndata:\n  file: series.csv\n  targets:\n    - |\n    - value\n',
    ['other', 'flat'],
  ],
  [
    'columns in quotes',
    'task: forecast\ndata:\n  file: series.csv\n  inputs: ["|"]',
    ['value', 'other', 'flat'],
  ],
  ['no columns of a missing file', 'task: forecast\ndata:\n  file: no.csv\n  inputs: |', []],
  ['files and folders', 'task: forecast\ndata:\n  file: |', ['a b.csv', 'series.csv', 'more']],
  ['files of a folder', 'task: forecast\ndata: {file: more/o|}', ['other.csv', 'deep']],
  [
    'files in quotes',
    'task: forecast\ndata:\n  file: "|',
    ['a b.csv', 'a: b.csv', 'series.csv', 'more'],
  ],
  [
    'files of several kinds',
    'task: classify\ndata:\n  train: s|',
    ['train.ts', 'more', 'a b.csv', 'series.csv'],
  ],
  ['no files of another kind', 'task: polyphony\ndata:\n  file: |', ['more']],
  ['cell files', 'cells:\n  mine:\n    file: |', ['own.cell.yaml', 'more']],
];

const equations: readonly Row[] = [
  [
    'names and functions',
    'cells:\n  mine:\n    equations: |\n      i = sigmoid(W @ x)\n      h = i * |\n',
    ['x', 'i', 'i[t-1]', 'h[t-1]', 'W', ...functions, 'x[t-1]'],
  ],
  [
    'no values of lines below',
    'cells:\n  mine:\n    equations: |\n      i = sigmoid(|)\n      c = W @ x\n',
    ['x', 'i[t-1]', 'c[t-1]', 'W', ...functions, 'x[t-1]'],
  ],
  [
    'names in a cell that is one line',
    'cells:\n  mine: h = tanh(W @ x + R @ |',
    ['x', 'h[t-1]', 'W', 'R', ...functions, 'x[t-1]'],
  ],
  [
    'names in quotes',
    'cells: {mine: "h = tanh(W @ |")}',
    ['x', 'h[t-1]', 'W', ...functions, 'x[t-1]'],
  ],
  [
    'options',
    'cells:\n  mine:\n    options: {d: {number: 1}}\n    equations: |\n      h = d * x + |',
    ['x', 'h[t-1]', 'd', ...functions, 'x[t-1]'],
  ],
  ['the step before', 'cells:\n  mine: h = tanh(R @ h[|', ['t-1']],
  [
    'what nothing assigns yet at the start of a line',
    'cells:\n  mine:\n    equations: |\n      g = W @ x + c[t-1]\n      |\n',
    ['c', 'h'],
  ],
  ['nothing in a comment', 'cells:\n  mine:\n    equations: |\n      h = x # |\n', []],
  ['nothing in a number', 'cells:\n  mine: h = 1|', []],
];

/** All rows: what is proposed at the last `|` of a text. */
export const completionRows = [...keys, ...values, ...columnsAndFiles, ...equations];
