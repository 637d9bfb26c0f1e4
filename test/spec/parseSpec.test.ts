import { describe, expect, test } from 'vitest';
import { decodeCell, parseSpec } from '../../src/spec/parseSpec.ts';

/** A spec around some lines. */
function specWith(parts: { data?: string; model?: string; train?: string; cells?: string } = {}) {
  const { data = '', model = '[lstm: {hidden: 3}, linear]', train = '{}', cells = '{}' } = parts;
  return `task: forecast
data: {file: a.csv, inputs: [a], window: 4${data}}
cells: ${cells}
model: ${model}
train: ${train}
`;
}

function parse(text: string) {
  const { value, problems } = parseSpec(text);
  expect(problems).toEqual([]);
  return value.spec;
}

describe('parseSpec()', () => {
  test('fills in the defaults', () => {
    expect(
      parse('task: forecast\ndata: {file: a.csv, inputs: a, window: 4}\nmodel: [linear]\n'),
    ).toEqual({
      task: 'forecast',
      data: {
        kind: 'forecast',
        file: 'a.csv',
        inputs: ['a'],
        targets: ['a'],
        window: 4,
        horizon: 1,
        scale: 'standard',
        split: [0.7, 0.15, 0.15],
        season: undefined,
      },
      cells: {},
      model: [{ kind: 'linear', size: undefined, activation: 'none', trainable: true, init: {} }],
      train: {
        epochs: 50,
        batch: 32,
        bucket: true,
        truncate: undefined,
        carry: true,
        optimizer: {
          kind: 'adam',
          rate: 0.001,
          beta1: 0.9,
          beta2: 0.999,
          epsilon: 1e-8,
          decay: { input: 0, recurrent: 0, peephole: 0, bias: 0, linear: 0 },
        },
        clip: undefined,
        schedule: { kind: 'constant' },
        warmup: 0,
        accumulate: 1,
        average: undefined,
        evaluate: undefined,
        init: {},
        stop: undefined,
        seed: 1,
      },
    });
  });

  test.each([
    ['one column', { data: ', targets: b' }, { data: ', targets: [b]' }],
    ['targets as the inputs', {}, { data: ', targets: [a]' }],
    ['no season', {}, { data: ', season: none' }],
    [
      'a layer by its width',
      { model: '[lstm: 3, linear: 1]' },
      { model: '[lstm: {hidden: 3}, linear: {size: 1}]' },
    ],
    [
      'a layer by its name',
      { model: '[lstm: 3, linear]' },
      { model: '[lstm: {hidden: 3}, linear: {}]' },
    ],
    ['one layer', { model: '[lstm: 3]' }, { model: '[lstm: {hidden: 3, layers: 1, init: {}}]' }],
    [
      'an optimizer by its name',
      { train: '{optimizer: sgd}' },
      { train: '{optimizer: {sgd: {rate: 0.01, momentum: 0}}}' },
    ],
    [
      'one weight decay for all kinds of parameter',
      { train: '{optimizer: {adam: {decay: 0.1}}}' },
      {
        train:
          '{optimizer: {adam: {decay: {input: 0.1, recurrent: 0.1, peephole: 0.1, bias: 0.1, linear: 0.1}}}}',
      },
    ],
    [
      'the weight decay of AdamW',
      { train: '{optimizer: adamw}' },
      { train: '{optimizer: {adamw: {decay: 0.01}}}' },
    ],
    [
      'an optimizer by its rate',
      { train: '{optimizer: {adam: 0.1}}' },
      { train: '{optimizer: {adam: {rate: 0.1}}}' },
    ],
    ['no clipping', {}, { train: '{clip: none, stop: none}' }],
    ['a constant', { train: '{init: {b: 1}}' }, { train: '{init: {b: {constant: 1}}}' }],
    [
      'a symmetric uniform',
      { train: '{init: {b: {uniform: 0.1}}}' },
      { train: '{init: {b: {uniform: [-0.1, 0.1]}}}' },
    ],
    [
      'a cell by its equations',
      { cells: '{m: "h = x"}' },
      { cells: '{m: {equations: "h = x", output: h}}' },
    ],
  ])('takes the short form of %s', (_name, short, long) => {
    expect(parse(specWith(short))).toEqual(parse(specWith(long)));
  });

  test('takes names that are numbers as they are written', () => {
    const spec = parse(specWith({ data: ', targets: [1949, 0x10, true, 1.50]' }));
    expect(spec?.data.kind === 'forecast' && spec.data.targets).toEqual([
      '1949',
      '0x10',
      'true',
      '1.50',
    ]);
  });

  test('reads files with a byte order mark and any line ends alike', () => {
    const text = specWith();
    const expected = parse(text);
    expect(parse(`\uFEFF${text}`)).toEqual(expected);
    expect(parse(text.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parse(`# 🙂 שלום\n${text}`)).toEqual(expected);
  });

  test('counts offsets in UTF-16 units, byte order mark and line ends included', () => {
    const text = '\uFEFF# 🙂 שלום\r\ntask: forecast\r\nextra: 1\r\n';
    const [unknown] = parseSpec(text).problems.filter((one) => one.code === 'spec.unknown-key');
    expect(text.slice(unknown?.range.start, unknown?.range.end)).toBe('extra');
  });

  test('keeps a value that it cannot read from hiding the rest', () => {
    const { value, problems } = parseSpec(specWith({ train: '{epochs: many, batch: 8}' }));
    expect(problems.map((problem) => problem.code)).toEqual(['spec.wrong-type']);
    expect(value.spec?.train).toMatchObject({ epochs: 50, batch: 8 });
  });

  test('has no spec where a key that must be written is missing', () => {
    expect(parseSpec('task: forecast\nmodel: [linear]\n').value.spec).toBeUndefined();
  });

  test('does not mistake names of JavaScript objects for keys', () => {
    const text = specWith({ model: '[constructor: 3, __proto__: 2, toString, linear]' });
    const { value, problems } = parseSpec(text);
    expect(problems.map((problem) => problem.message)).toEqual([
      '"hidden" is missing in layer "toString": add "hidden: 32"',
    ]);
    expect(value.spec).toBeUndefined();
    expect(parseSpec('constructor: 1\n__proto__: 2\n').problems).toHaveLength(5);
  });
});

describe('decodeCell()', () => {
  test('reads a file with one cell', () => {
    expect(decodeCell('equations: h = x\nsource: nobody\n').value).toEqual({
      equations: 'h = x',
      output: 'h',
      summary: '',
      source: 'nobody',
      size: {},
      options: {},
      init: {},
    });
  });

  test('gives no cell with a key that is not known', () => {
    const { value, problems } = decodeCell('equations: h = x\nwidth: 3\n');
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual(['spec.unknown-key']);
  });
});
