import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasErrors, type ProblemCode } from '../../src/base/problem.ts';
import { analyzeCellFile } from '../../src/compile/analyzeCellFile.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { plainText } from '../../src/language/completeSpec.ts';
import type { CompletionItem } from '../../src/language/completionItem.ts';
import { provideCompletion } from '../../src/language/provideCompletion.ts';
import { cellSnippet, specSnippets } from '../../src/language/specSnippets.ts';
import { parseSpec } from '../../src/spec/parseSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { cellKeys, completionRows, forecast, functions } from './completionRows.ts';

/** Folders beside the specs of these tests. */
const folders: Readonly<Record<string, readonly string[]>> = {
  '.': [
    'more/',
    'series.csv',
    'notes.md',
    'train.ts',
    'own.cell.yaml',
    '.hidden.csv',
    'a b.csv',
    'a: b.csv',
  ],
  'more/': ['deep/', 'other.csv'],
};

function list(folder: string) {
  return (folders[folder] ?? []).map((name) => ({
    name: name.replace('/', ''),
    isFolder: name.endsWith('/'),
  }));
}

/** The text without its cursor, the last `|` in it, and the cursor's place. */
function readMarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.lastIndexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

function itemsAt(marked: string): readonly CompletionItem[] {
  const { text, offset } = readMarked(marked);
  return provideCompletion(analyzeSpec(text, memoryDataSource), offset, list);
}

function labelsAt(marked: string): readonly string[] {
  return itemsAt(marked).map((item) => item.label);
}

/** The text after the proposal of that label was taken. */
function taken(marked: string, label: string): string {
  const { text } = readMarked(marked);
  const item = itemsAt(marked).find((one) => one.label === label);
  expect(item?.label).toBe(label);
  const { start = 0, end = 0 } = item?.range ?? {};
  return text.slice(0, start) + (item?.insertText ?? '') + text.slice(end);
}

const samples = readFileSync(new URL('diagnostics/right.yaml', import.meta.url), 'utf8')
  .split(/^=== .+\n/m)
  .filter((text) => text.includes('\n  '));

describe('provideCompletion()', () => {
  test.each(completionRows)('proposes %s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  test.each([
    'model:\n  - |',
    'model:\n- ls|',
    'model: [lst|',
    `${forecast}model:\n  - lstm: 2\n  - |`,
  ])('proposes layers at %j: the library, linear', (marked) => {
    expect(labelsAt(marked)).toEqual(expect.arrayContaining(['rnn', 'lstm', 'gru', 'linear']));
  });

  test('proposes the cells of the spec, also while they are incomplete', () => {
    const marked = 'cells: {right: "h = x", wrong: "h = ("}\nmodel:\n  - linear\n  - |';
    expect(labelsAt(marked)).toEqual(expect.arrayContaining(['right', 'wrong']));
  });

  test('proposes vectors for tokens only where tokens may go in', () => {
    expect(labelsAt(`${forecast}model: [|]`)).not.toContain('embedding');
    expect(labelsAt('task: tag\nmodel: [|]')).toContain('embedding');
  });

  test.each([
    ['the word that is being typed', 'data:\n  wi|', 'window', 'data:\n  window: '],
    ['the rest of the word, too', 'train:\n  optimizer: ad|am', 'sgd', 'train:\n  optimizer: sgd'],
    ['a key but not its colon', 'data:\n  wi|ndwo: 3', 'window', 'data:\n  window: 3'],
    ['a key with lines of its own', 'da|', 'data', 'data:'],
    [
      'a layer with the option that it needs',
      'model:\n  - |',
      'lstm',
      'model:\n  - lstm: {hidden: 32}',
    ],
    ['a layer with its rate', 'model:\n  - |', 'dropout', 'model:\n  - dropout: 0.2'],
    ['a layer that needs nothing', 'model:\n  - |', 'linear', 'model:\n  - linear'],
    [
      'a schedule with its options',
      'train:\n  schedule: |',
      'step',
      'train:\n  schedule: {step: {every: 10, factor: 0.5}}',
    ],
    [
      'a file of a folder',
      'task: forecast\ndata: {file: more/|}',
      'other.csv',
      'task: forecast\ndata: {file: more/other.csv}',
    ],
    [
      'a folder',
      'task: forecast\ndata:\n  file: |',
      'more',
      'task: forecast\ndata:\n  file: more/',
    ],
    [
      'a column in quotes',
      'task: forecast\ndata:\n  file: series.csv\n  inputs: ["va|"]',
      'value',
      'task: forecast\ndata:\n  file: series.csv\n  inputs: ["value"]',
    ],
    ['a name in an equation', 'cells: {a: "h = ta|"}', 'tanh', 'cells: {a: "h = tanh($1)"}'],
    ['the step before', 'cells:\n  a: h = h[|]', 't-1', 'cells:\n  a: h = h[t-1]'],
    [
      'the left side of an equation',
      'cells:\n  a:\n    equations: |\n      |',
      'h',
      'cells:\n  a:\n    equations: |\n      h = ',
    ],
  ])('writes %s', (_what, marked, label, expected) => {
    expect(taken(marked, label)).toBe(expected);
  });

  test('shows the first values of a column, and the equations of a cell', () => {
    const [column] = itemsAt('task: forecast\ndata:\n  file: series.csv\n  inputs: |');
    expect(column?.detail).toMatch(/^\d+, \d+, \d+, \d+, …$/);
    const lstm = itemsAt('model: [|]').find(({ label }) => label === 'lstm');
    expect(lstm?.detail).toContain('forget gate');
    expect(lstm?.markdown).toContain('c = f * c[t-1] + i * g');
  });

  test.each(['# |', 'task: forecast # |', "summary: it is a cell's |", 'what: ever\n  is: |'])(
    'proposes nothing at %j',
    (marked) => {
      expect(itemsAt(marked)).toEqual([]);
    },
  );

  test('proposes a cell and its keys in a file of its own', () => {
    const labels = (text: string, offset: number) =>
      provideCompletion(analyzeCellFile(text, 'mine', memoryDataSource), offset).map(
        (item) => item.label,
      );
    expect(labels('', 0)).toEqual([cellSnippet.label, ...cellKeys, 'file']);
    expect(labels('equations: h = tanh(', 20)).toEqual(['x', 'h[t-1]', ...functions, 'x[t-1]']);
  });
});

/** What a proposal must never bring about where it is taken. */
const mistakes: readonly ProblemCode[] = [
  'yaml.syntax',
  'spec.unknown-key',
  'spec.duplicate-key',
  'spec.wrong-type',
  'spec.wrong-value',
  'cell.unknown-kind',
  'data.unknown-column',
];

/** Every line of the samples up to its first word, and up to its value. */
const beginnings = samples.flatMap((sample) =>
  [...sample.matchAll(/^( *(?:- )?)(?:[\w-]+: )?(?=\S)/gm)].flatMap((match) => {
    const lineEnd = `${sample}\n`.indexOf('\n', match.index);
    const ends = new Set([match[1]?.length ?? 0, match[0].length]);
    return [...ends].map((length) => {
      const offset = match.index + length;
      return `${sample.slice(0, offset)}|${sample.slice(lineEnd)}`;
    });
  }),
);

/** Many answers in one test, also on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('proposals', patience, () => {
  test('make no mistakes wherever they are taken', () => {
    expect(beginnings.length).toBeGreaterThan(50);
    const found = beginnings.flatMap((marked) => {
      const items = itemsAt(marked).filter(({ isSnippet }) => !isSnippet);
      return items.flatMap(({ label, range, insertText }) => {
        const { text } = readMarked(marked);
        const after = text.slice(0, range.start) + insertText + text.slice(range.end);
        const end = range.start + insertText.length;
        const { problems } = analyzeSpec(after, memoryDataSource);
        return problems
          .filter((one) => mistakes.includes(one.code))
          .filter((one) => one.range.start <= end && one.range.end >= range.start)
          .map(({ message }) => `${label}: ${message}`);
      });
    });
    expect([...new Set(found)]).toEqual([]);
  });
});

describe('specSnippets', () => {
  test.each(Object.entries(specSnippets))(
    'has a spec for %s without mistakes',
    (task, { text }) => {
      const { value, problems } = parseSpec(plainText(text));
      expect(problems).toEqual([]);
      expect(value.spec?.task).toBe(task);
      const { problems: judged } = analyzeSpec(plainText(text), {
        read: (path) => ({ kind: 'pending', path }),
      });
      expect(judged).toEqual([]);
    },
  );

  test('has a cell without mistakes', () => {
    const { problems } = analyzeCellFile(plainText(cellSnippet.text), 'mine', memoryDataSource);
    expect(hasErrors(problems)).toBe(false);
  });
});
