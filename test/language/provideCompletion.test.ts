import { describe, expect, test } from 'vitest';
import { provideCompletion } from '../../src/language/provideCompletion.ts';
import { recurrentKeys } from '../../src/spec/declarations/recurrentKeys.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';

/** Labels of what is proposed at `|`. */
function labelsAt(marked: string): readonly string[] {
  return itemsAt(marked).map((item) => item.label);
}

function itemsAt(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return provideCompletion(parseSpec(text).value, offset);
}

describe('provideCompletion()', () => {
  test('proposes the keys of an empty file', () => {
    expect(labelsAt('|')).toEqual(['task', 'data', 'cells', 'model', 'train']);
  });

  test('leaves out keys that are there, above and below', () => {
    expect(labelsAt('task: forecast\n|\nmodel: [linear]\n')).toEqual(['data', 'cells', 'train']);
  });

  test('proposes keys of a block by its indentation', () => {
    expect(labelsAt('task: forecast\ndata:\n  file: a.csv\n  # a comment\n\n  wi|\n')).toEqual([
      'inputs',
      'targets',
      'window',
      'horizon',
      'scale',
      'split',
      'season',
    ]);
  });

  test('replaces the word that is being typed', () => {
    const [item] = itemsAt('data:\n  wi|').filter((one) => one.label === 'window');
    expect(item).toMatchObject({ insertText: 'window: ', range: { start: 8, end: 10 } });
  });

  test.each([
    ['the words of a choice', 'data:\n  scale: |', ['none', 'standard', 'minmax']],
    ['the task', 'task: |', ['forecast', 'classify', 'regress', 'tag', 'language', 'polyphony']],
    [
      'keys of all forms, each once',
      'task: regress\ndata:\n  |',
      ['train', 'validation', 'test', 'scale', 'inputs', 'generate'],
    ],
    [
      'keys of the form that is begun',
      'task: classify\ndata: {train: a, scale: none, |}',
      ['validation', 'test', 'inputs', 'classes'],
    ],
    [
      'options of a cell',
      'model:\n  - jordan: {hidden: 4, output: 2, ac|}',
      [...recurrentKeys.filter((key) => key !== 'hidden'), 'activation'],
    ],
    ['optimizers', 'train:\n  optimizer: |', ['adam', 'adamw', 'sgd', 'rmsprop']],
    [
      'options in braces',
      'train:\n  optimizer: {adam: {rate: 1, |',
      ['beta1', 'beta2', 'epsilon', 'decay'],
    ],
    ['a value in braces', 'data: {file: a, scale: |}', ['none', 'standard', 'minmax']],
    ['keys in braces', 'train: {clip: {|}}', ['norm', 'value', 'per']],
    ['the word for nothing', 'train:\n  clip: |', ['none']],
    ['options of a layer', 'model:\n  - layer_norm:\n      |', ['epsilon', 'trainable', 'init']],
    [
      'options of a layer in braces',
      'model:\n- gru: {hidden: 3, init: {}, layers: 2, |}',
      recurrentKeys.filter((key) => !['hidden', 'init', 'layers'].includes(key)),
    ],
    ['options of a layer in a list in brackets', 'model: [gru: {|}]', recurrentKeys],
    ['directions', 'model:\n  - lstm: {hidden: 3, direction: |}', ['forward', 'reverse', 'both']],
    [
      'initializers',
      'train:\n  init:\n    W: |',
      [
        'xavier_uniform',
        'xavier_normal',
        'kaiming_uniform',
        'kaiming_normal',
        'orthogonal',
        'identity',
        'normal',
        'uniform',
        'constant',
      ],
    ],
    [
      'keys of a cell',
      'cells:\n  mine:\n    |',
      ['summary', 'source', 'equations', 'output', 'size', 'options', 'init', 'file'],
    ],
  ])('proposes %s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  test.each(['model:\n  - |', 'model:\n- ls|', 'model: [lst|'])(
    'proposes layers at %j: own cells, the library, linear',
    (marked) => {
      const spec = 'task: forecast\ndata: {file: a, inputs: a, window: 1}\n';
      const labels = labelsAt(`${spec}${marked}`);
      expect(labels).toEqual(expect.arrayContaining(['rnn', 'lstm', 'gru', 'linear']));
    },
  );

  test('proposes the cells of the spec, also while it is incomplete', () => {
    const marked = 'cells: {mine: "h = x"}\nmodel:\n  - linear\n  - |';
    expect(labelsAt(marked)).toContain('mine');
  });

  test.each([
    ['lstm', 'lstm: {hidden: 32}'],
    ['dropout', 'dropout: 0.2'],
    ['embedding', 'embedding: {size: 32}'],
    ['linear', 'linear'],
    ['layer_norm', 'layer_norm'],
  ])('gives layer "%s" the option that it needs', (name, expected) => {
    const [layer] = itemsAt('model:\n  - |').filter((item) => item.label === name);
    expect(layer?.insertText).toBe(expected);
  });

  test.each(['# |', 'task: forecast # |', 'data: {file: "|'])(
    'proposes nothing at %j',
    (marked) => {
      expect(itemsAt(marked)).toEqual([]);
    },
  );
});
