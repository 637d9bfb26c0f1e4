import { describe, expect, test } from 'vitest';
import { provideCodeLenses } from '../../src/language/provideCodeLenses.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';

describe('provideCodeLenses()', () => {
  test('puts the commands above the first key', () => {
    const text =
      '# A spec\ntask: forecast\ndata: {file: a, inputs: a, window: 1}\nmodel: [linear]\n';
    const lenses = provideCodeLenses(parseSpec(text).value);
    expect(lenses.map(({ title, command }) => [title, command])).toEqual([
      ['Train', 'rnn.train'],
      ['Export', 'rnn.export'],
    ]);
    expect(lenses.map(({ range }) => text.slice(range.start, range.end))).toEqual(['task', 'task']);
  });

  test('offers nothing for a file without a model', () => {
    expect(provideCodeLenses(parseSpec('task: forecast\n').value)).toEqual([]);
    expect(provideCodeLenses(parseSpec('').value)).toEqual([]);
  });
});
