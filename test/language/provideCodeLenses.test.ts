import { describe, expect, test } from 'vitest';
import { analyzeCellFile } from '../../src/compile/analyzeCellFile.ts';
import { provideCodeLenses } from '../../src/language/provideCodeLenses.ts';
import { noDataSource } from '../../src/resolve/dataSource.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';

const commands = ['rnn.train', 'rnn.inspectParameters', 'rnn.export'];

describe('provideCodeLenses()', () => {
  test.each([
    ['below comments', '# A spec\n\ntask: forecast\n', 'task'],
    ['of a spec with mistakes', 'tsk: forecast\nmodel: [lstm\n', 'tsk'],
    ['of a spec that is being written', 'ta', 'ta'],
    ['behind the start of a document', '%YAML 1.2\n---\r\ndata: {}\n', 'data'],
    ['behind a byte order mark', '\uFEFFtask: tag\n', 'task'],
  ])('puts the commands above the first key %s', (_what, text, key) => {
    const lenses = provideCodeLenses(parseSpec(text).value);
    expect(lenses.map(({ command }) => command)).toEqual(commands);
    expect(lenses.map(({ range }) => text.slice(range.start, range.end))).toEqual([key, key, key]);
  });

  test.each(['', '\n\n', '# only a comment\n', '---\n'])('offers nothing for %j', (text) => {
    expect(provideCodeLenses(parseSpec(text).value)).toEqual([]);
  });

  test('offers nothing for a file that holds a cell', () => {
    const { document } = analyzeCellFile('equations: h = x\n', 'mine', noDataSource);
    expect(provideCodeLenses(document)).toEqual([]);
  });
});
