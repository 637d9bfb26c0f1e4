import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { type DataSource, noDataSource } from '../../src/resolve/dataSource.ts';
import { parameterCount } from '../../src/resolve/model.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const specs = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.rnn.yaml'))
  .toSorted();

/** Reads the data files that lie beside an example. */
function dataBeside(spec: string): DataSource {
  return {
    read: (file) => {
      const full = path.resolve(examples, path.dirname(spec), file);
      return { kind: 'text', text: readFileSync(full, 'utf8'), path: full };
    },
  };
}

describe('analyzeSpec()', () => {
  test.each(specs)('finds nothing wrong with examples/%s', (spec) => {
    const text = readFileSync(path.join(examples, spec), 'utf8');
    const { model, problems } = analyzeSpec(text, dataBeside(spec));
    expect(problems).toEqual([]);
    expect(model && parameterCount(model)).toBeGreaterThan(0);
  });

  test('knows the sizes of the airline model before any data is read', () => {
    const text = readFileSync(path.join(examples, 'airline/airline.rnn.yaml'), 'utf8');
    const { model, problems } = analyzeSpec(text, noDataSource);
    expect(problems).toEqual([]);
    // 4 gates of (input + hidden + 1) × hidden in two layers, and the linear layer.
    expect(model && parameterCount(model)).toBe(4 * 100 * 102 + 4 * 100 * 201 + 101);
  });

  test('shows only the syntax error of a file that is no YAML, and still the model', () => {
    const text =
      'task: forecast\ndata: {file: nowhere.csv, inputs: a, window: 2\nmodel: [lstm: 2]\n';
    const { problems } = analyzeSpec(text, memoryDataSource);
    expect(problems.map((problem) => problem.code)).toEqual(['yaml.syntax']);
  });

  test('gives its problems in the order of the file', () => {
    const text =
      'extra: 1\ntask: forecast\ndata: {file: nowhere.csv, inputs: a, window: 2}\nmodel: [x: 2]\nmore: 1\n';
    const { problems } = analyzeSpec(text, memoryDataSource);
    const starts = problems.map((problem) => problem.range.start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(starts).toHaveLength(4);
  });
});
