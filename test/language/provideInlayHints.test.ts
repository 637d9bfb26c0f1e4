import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import {
  allInlayHints,
  type InlayHintSettings,
  provideInlayHints,
} from '../../src/language/provideInlayHints.ts';
import { type DataSource, noDataSource } from '../../src/resolve/dataSource.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

const hint = /⟪[^⟫]*⟫/g;

/** The text with its hints where the editor shows them, as `⟪label⟫`. */
function shown(text: string, settings = allInlayHints, source = memoryDataSource): string {
  const hints = provideInlayHints(analyzeSpec(text, source), settings);
  return hints.reduceRight(
    (marked, { offset, label }) => `${marked.slice(0, offset)}⟪${label}⟫${marked.slice(offset)}`,
    text,
  );
}

const fixtures = readFileSync(new URL('inlayHints.yaml', import.meta.url), 'utf8');
const cases = fixtures
  .split(/^=== /m)
  .slice(1)
  .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const);

const forecast = 'task: forecast\ndata: {file: series.csv, inputs: value, window: 5}\n';

describe('provideInlayHints()', () => {
  test.each(cases)('shows %s', (_what, marked) => {
    expect(shown(marked.replaceAll(hint, ''))).toBe(marked);
  });

  test.each<[keyof InlayHintSettings, string]>([
    ['shapes', '[lstm: 100⟪[T, B, 100]⟫, linear⟪[B, 1]⟫]'],
    ['parameters', '[lstm: 100⟪40,800⟫, linear⟪101⟫]'],
    ['sequences', 'file: series.csv⟪'],
  ])('shows only %s where the settings want nothing else', (kind, expected) => {
    const settings = { shapes: false, parameters: false, sequences: false, [kind]: true };
    const marked = shown(`${forecast}model: [lstm: 100, linear]\n`, settings);
    expect(marked).toContain(expected);
    expect(marked.match(hint)).toHaveLength(kind === 'sequences' ? 1 : 2);
  });

  test('says what is known of a file by a sample, or not at all', () => {
    const lines = 'value\n1\n2\n3\n4\n5\n6\n7\n8\n9\n'.split('\n');
    const sample = {
      stretches: [{ text: lines.join('\n'), line: 1 }],
      lines: 41,
      size: 12_300_000,
    };
    const large: DataSource = {
      read: (file) => ({ kind: 'too-large', path: file, size: sample.size, sample }),
    };
    const only = { shapes: false, parameters: false, sequences: true };
    const table = shown(
      'task: forecast\ndata: {file: a.csv, inputs: value, window: 5}\n',
      only,
      large,
    );
    expect(table).toMatch(/a\.csv⟪[\d /]+ sequences of 5 steps⟫⟪sample of 12\.3 MB⟫/);
    const text = shown('task: language\ndata: {file: a.txt, tokens: words}\n', only, large);
    expect(text).toContain('a.txt⟪12.3 MB, not checked⟫');
  });

  test('has the settings that the editor offers', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const offered = Object.entries<{ default: unknown }>(
      manifest.contributes.configuration.properties,
    ).map(([name, setting]) => [name, setting.default]);
    const known = Object.entries(allInlayHints).map(([name, on]) => [`rnn.inlayHints.${name}`, on]);
    expect(offered.filter(([name]) => `${name}`.startsWith('rnn.inlayHints.'))).toEqual(known);
  });

  test('explains a layer by its gates, and what T and B are', () => {
    const analysis = analyzeSpec(`${forecast}model: [lstm: 100, linear]\n`, memoryDataSource);
    const [layer] = provideInlayHints(analysis, { ...allInlayHints, sequences: false });
    expect(layer?.markdown).toContain('T is time (5 steps), B the batch (32 sequences).');
    expect(layer?.markdown).toContain('lstm.0: 4 gates × (100×1 + 100×100 + 100) = 40,800');
  });

  test('shows what does not need the data while it is being read', () => {
    const text = 'task: tag\ndata: {train: train.tsv, test: test.tsv}\nmodel: [gru: 3, rnn: 4]\n';
    expect(shown(text, allInlayHints, noDataSource)).toContain(
      '[gru: 3⟪[T, B, 3]⟫, rnn: 4⟪[T, B, 4] · 32⟫]',
    );
  });
});
