import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { readCellFile } from '../../src/resolve/ownCells.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { readText } from '../tidy/sources.ts';

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

function snippetsIn(file: string): readonly Snippet[] {
  return Object.values(JSON.parse(readText(`syntaxes/snippets/${file}.json`)));
}

/** What is there once somebody has taken the choice with this number everywhere, and changed nothing. */
function expand({ body }: Snippet, choice: number): string {
  const values = new Map<string, string>();
  return body
    .join('\n')
    .replace(/\$\{(\d+)\|((?:\\.|[^|])*)\|\}/g, (_, place: string, list: string) => {
      const options = list.split(/(?<!\\),/).map((option) => option.replaceAll('\\,', ','));
      values.set(place, options[choice % options.length] ?? '');
      return values.get(place) ?? '';
    })
    .replace(/\$\{(\d+):([^}]*)\}/g, (_, place: string, value: string) => {
      values.set(place, value);
      return value;
    })
    .replace(/\$(\d+)/g, (_, place: string) => values.get(place) ?? '');
}

const head = 'task: forecast\ndata: {file: series.csv, inputs: value, window: 5}\n';
const indent = (text: string) => text.replace(/^/gm, '  ');

/** Where each snippet is typed. */
const places: Readonly<Record<string, (snippet: string) => string>> = {
  cells: (text) => `${head}${text}\nmodel: [my-cell: 4, linear]\n`,
  'cells-file': (text) =>
    `${head}${text.replace('my-cell.cell', 'right.cell')}\nmodel: [my-cell: 4, linear]\n`,
  layer: (text) => `${head}model:\n  - ${text}\n  - linear\n`,
  layers: (text) => `${head}model:\n  - ${text}\n  - linear\n`,
  bidirectional: (text) => `${head}model:\n  - ${text}\n  - linear\n`,
  train: (text) => `${head}model: [lstm: 4, linear]\n${text}\n`.replace('batch: 32', 'batch: 8'),
  stop: (text) => `${head}model: [lstm: 4, linear]\ntrain:\n  batch: 8\n${indent(text)}\n`,
  schedule: (text) => `${head}model: [lstm: 4, linear]\ntrain:\n  batch: 8\n${indent(text)}\n`,
  init: (text) => `${head}model: [lstm: 4, linear]\ntrain:\n  batch: 8\n${indent(text)}\n`,
  gate: (text) =>
    `${head}cells:\n  a: |\n${indent(indent(text))}\n    h = z\nmodel: [a: 4, linear]\n`,
  candidate: (text) =>
    `${head}cells:\n  a: |\n${indent(indent(text))}\n    h = n\nmodel: [a: 4, linear]\n`,
};

describe('snippets of specs', () => {
  test.each([...snippetsIn('rnn-spec'), ...snippetsIn('equations')])(
    '$prefix has no problem, whatever is chosen',
    (snippet) => {
      for (const choice of [0, 1, 2, 3, 4]) {
        const text = places[snippet.prefix]?.(expand(snippet, choice)) ?? 'no place';
        expect(analyzeSpec(text, memoryDataSource).problems, text).toEqual([]);
      }
    },
  );
});

describe('snippets of cells', () => {
  test.each(snippetsIn('rnn-cell'))('$prefix has no problem', (snippet) => {
    const text = expand(snippet, 0);
    const { cells, problems } = readCellFile(text, 'mine', memoryDataSource);
    expect(problems, text).toEqual([]);
    expect([...cells.keys()]).toEqual(['mine']);
  });
});
