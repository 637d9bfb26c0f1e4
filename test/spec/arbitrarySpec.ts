import fc from 'fast-check';
import { layerKinds } from '../../src/spec/declarations/modelKeys.ts';
import { recurrentKeys } from '../../src/spec/declarations/recurrentKeys.ts';
import type {
  AverageSpec,
  CellOption,
  CellSpec,
  ClassifyData,
  ClipSpec,
  DataSpec,
  DecaySpec,
  ForecastData,
  Initializer,
  InitSpec,
  LanguageData,
  LayerSpec,
  OptimizerSpec,
  PolyphonyData,
  RegressData,
  ScheduleSpec,
  Spec,
  TagData,
  TrainSpec,
} from '../../src/spec/spec.ts';

/** Any text that is not only white space: quotes, line ends, emoji, words that mean something. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      'none',
      'true',
      '~',
      '1e3',
      '- a',
      'a: b',
      '# a',
      '"',
      "it's",
      'a\n  b\n',
      '\t',
    ),
  )
  .filter((value) => value.trim() !== '' && !hasLoneSurrogate(value));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const count = fc.integer({ min: 1, max: 1000 });
const share = fc.double({ min: 1e-3, max: 0.4, noNaN: true });

const initializer: fc.Arbitrary<Initializer> = fc.oneof(
  fc.constantFrom<Initializer>(
    { kind: 'xavier_uniform' },
    { kind: 'xavier_normal' },
    { kind: 'kaiming_uniform' },
    { kind: 'kaiming_normal' },
  ),
  fc
    .tuple(fc.constantFrom('orthogonal' as const, 'identity' as const), finite)
    .map(([kind, gain]): Initializer => ({ kind, gain })),
  fc
    .tuple(finite, finite)
    .filter(([, std]) => std > 0)
    .map(([mean, std]): Initializer => ({ kind: 'normal', mean, std })),
  finite.map((value): Initializer => ({ kind: 'constant', value })),
  fc
    .tuple(finite, finite)
    .filter(([low, high]) => low < high)
    .map(([low, high]): Initializer => ({ kind: 'uniform', low, high })),
);

const init: fc.Arbitrary<InitSpec> = fc.dictionary(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,5}$/),
  initializer,
  { maxKeys: 3, noNullPrototype: true },
);

const cellName = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/)
  .filter((name) => !layerKinds.includes(name));

const valueName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const names = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const note = fc.oneof(fc.constant(''), text);

const option: fc.Arbitrary<CellOption> = fc.oneof(
  fc.record({
    kind: fc.constant('size' as const),
    values: names,
    instead: fc.option(text, { nil: undefined }),
    summary: note,
  }),
  fc.record({ kind: fc.constant('number' as const), number: finite, summary: note }),
  fc.record({ kind: fc.constant('function' as const), functions: names, summary: note }),
);

const cell: fc.Arbitrary<CellSpec> = fc.record({
  summary: note,
  source: note,
  equations: text,
  output: text,
  size: fc.dictionary(valueName, text, { maxKeys: 2, noNullPrototype: true }),
  options: fc.dictionary(valueName, option, { maxKeys: 2, noNullPrototype: true }),
  init,
});

const dropRate = fc.double({ min: 0, max: 0.9999, noNaN: true });

const layer: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('recurrent' as const),
    cell: cellName,
    hidden: count,
    layers: fc.integer({ min: 1, max: 100 }),
    direction: fc.constantFrom('forward', 'reverse', 'both'),
    merge: fc.constantFrom('concat', 'sum'),
    dropout: dropRate,
    recurrent_dropout: dropRate,
    zoneout: dropRate,
    residual: fc.boolean(),
    initial_state: fc.constantFrom('zero', 'learned'),
    trainable: fc.boolean(),
    init,
    options: fc.dictionary(
      valueName.filter((name) => !recurrentKeys.includes(name)),
      fc.oneof(finite, text),
      { maxKeys: 2, noNullPrototype: true },
    ),
  }),
  fc.record({
    kind: fc.constant('linear' as const),
    size: fc.option(count, { nil: undefined }),
    activation: fc.constantFrom('none', 'relu', 'tanh', 'sigmoid', 'softplus'),
    trainable: fc.boolean(),
    init,
  }),
  fc.record({
    kind: fc.constant('layer_norm' as const),
    epsilon: fc.double({ min: 1e-12, max: 1, noNaN: true }),
    trainable: fc.boolean(),
    init,
  }),
  fc.record({ kind: fc.constant('dropout' as const), rate: dropRate }),
  fc.record({ kind: fc.constant('noise' as const), deviation: dropRate }),
  fc.record({
    kind: fc.constant('embedding' as const),
    size: count,
    trainable: fc.boolean(),
    init,
  }),
);

const columns = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });

const split = fc.tuple(share, share).map(([a, b]): [number, number, number] => [a, b, 1 - a - b]);

const forecast: fc.Arbitrary<ForecastData> = fc.record({
  kind: fc.constant('forecast' as const),
  file: text,
  inputs: columns,
  targets: columns,
  window: count,
  horizon: count,
  scale: fc.constantFrom('none', 'standard', 'minmax'),
  split,
  season: fc.option(count, { nil: undefined }),
});

const vocabulary = fc.option(
  fc.uniqueArray(fc.oneof(text, fc.constantFrom(' ', '\n', '\t', 'null', '0')), {
    minLength: 1,
    maxLength: 5,
  }),
  { nil: undefined },
);

const archive = {
  train: text,
  validation: fc.oneof(share, text),
  test: text,
  scale: fc.constantFrom('none' as const, 'standard' as const, 'minmax' as const),
  inputs: fc.option(columns, { nil: undefined }),
};

const classify: fc.Arbitrary<ClassifyData> = fc.record({
  kind: fc.constant('classify' as const),
  ...archive,
  classes: fc.option(columns, { nil: undefined }),
});

const classifyTexts: fc.Arbitrary<ClassifyData> = fc.record({
  kind: fc.constant('classify' as const),
  tokens: fc.constantFrom('characters' as const, 'words' as const),
  train: text,
  validation: fc.oneof(share, text),
  test: text,
  min_count: count,
  vocabulary,
  classes: fc.option(columns, { nil: undefined }),
});

const regressArchives: fc.Arbitrary<RegressData> = fc.record({
  kind: fc.constant('regress' as const),
  ...archive,
});

const regressGenerated: fc.Arbitrary<RegressData> = fc.record({
  kind: fc.constant('regress' as const),
  generate: fc.record({
    kind: fc.constant('adding' as const),
    steps: fc.integer({ min: 2, max: 1000 }),
    train: count,
    validation: count,
    test: count,
    seed: fc.maxSafeNat(),
  }),
});

const mask = fc.option(
  count.map((first) => ({ first })),
  { nil: undefined },
);

const tag: fc.Arbitrary<TagData> = fc.record({
  kind: fc.constant('tag' as const),
  train: text,
  validation: fc.oneof(share, text),
  test: text,
  min_count: count,
  vocabulary,
  tags: fc.option(columns, { nil: undefined }),
  mask,
});

const language: fc.Arbitrary<LanguageData> = fc.record({
  kind: fc.constant('language' as const),
  file: text,
  tokens: fc.constantFrom('characters' as const, 'words' as const),
  split,
  min_count: count,
  vocabulary,
});

const polyphony: fc.Arbitrary<PolyphonyData> = fc.record({
  kind: fc.constant('polyphony' as const),
  file: text,
  pitches: fc
    .nat(126)
    .chain((low) => fc.tuple(fc.constant(low), fc.integer({ min: low + 1, max: 127 }))),
  mask,
});

const rate = fc.double({ min: 1e-12, max: 1000, noNaN: true });
const kept = fc.double({ min: 0, max: 0.9999, noNaN: true });

const strength = fc.double({ min: 0, max: 1000, noNaN: true });
const decays: fc.Arbitrary<DecaySpec> = fc.record({
  input: strength,
  recurrent: strength,
  peephole: strength,
  bias: strength,
  linear: strength,
});
const epsilon = fc.double({ min: 1e-12, max: 1, noNaN: true });

const optimizer: fc.Arbitrary<OptimizerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('sgd' as const),
    rate,
    momentum: kept,
    nesterov: fc.boolean(),
    decay: decays,
  }),
  fc.record({
    kind: fc.constant('rmsprop' as const),
    rate,
    alpha: kept,
    epsilon,
    momentum: kept,
    centered: fc.boolean(),
    decay: decays,
  }),
  fc.record({
    kind: fc.constantFrom('adam' as const, 'adamw' as const),
    rate,
    beta1: kept,
    beta2: kept,
    epsilon,
    decay: decays,
  }),
);

const clip: fc.Arbitrary<ClipSpec> = fc.record({
  norm: fc.option(rate, { nil: undefined }),
  value: fc.option(rate, { nil: undefined }),
  per: fc.constantFrom('all', 'layer', 'gate'),
});

const factor = fc.double({ min: 0.01, max: 0.99, noNaN: true });

const schedule: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  fc.constant<ScheduleSpec>({ kind: 'constant' }),
  fc.record({ kind: fc.constant('step' as const), every: count, factor }),
  fc.record({ kind: fc.constant('cosine' as const), to: strength }),
  fc.record({
    kind: fc.constant('plateau' as const),
    patience: count,
    factor,
    min: strength,
  }),
);

const average: fc.Arbitrary<AverageSpec> = fc.record({
  decay: fc.option(factor, { nil: undefined }),
  start: count,
});

const train: fc.Arbitrary<TrainSpec> = fc.record({
  epochs: count,
  batch: count,
  accumulate: count,
  schedule,
  warmup: fc.nat(1000),
  average: fc.option(average, { nil: undefined }),
  evaluate: fc.option(fc.record({ every: count }), { nil: undefined }),
  bucket: fc.boolean(),
  truncate: fc.option(count, { nil: undefined }),
  carry: fc.boolean(),
  optimizer,
  clip: fc.option(clip, { nil: undefined }),
  init,
  stop: fc.option(
    count.map((patience) => ({ patience })),
    { nil: undefined },
  ),
  seed: fc.maxSafeNat(),
});

/** Any spec that the language can say. */
export const arbitrarySpec: fc.Arbitrary<Spec> = fc
  .record({
    data: fc.oneof<fc.Arbitrary<DataSpec>[]>(
      forecast,
      classify,
      classifyTexts,
      regressArchives,
      regressGenerated,
      tag,
      language,
      polyphony,
    ),
    cells: fc.dictionary(cellName, fc.oneof(cell, fc.record({ file: text })), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    model: fc.array(layer, { minLength: 1, maxLength: 4 }),
    train,
  })
  .map((spec) => ({ ...spec, task: spec.data.kind }));

/** Half of a character cannot be written to a file. */
function hasLoneSurrogate(value: string): boolean {
  return /\p{Surrogate}/u.test(value);
}
