import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { printSchema } from '../../src/spec/printSchema.ts';
import { expectGolden } from '../golden.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { listFiles, readText } from '../tidy/sources.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(printSchema()),
);

/** What the schema says of a spec; nothing where it is valid. */
function errorsOf(text: string): readonly string[] {
  const isValid = validate(parse(text));
  return isValid ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

function cases(file: string): readonly (readonly [string, string])[] {
  const text = readFileSync(new URL(`../language/diagnostics/${file}`, import.meta.url), 'utf8');
  return text
    .split(/^=== /m)
    .slice(1)
    .map(
      (part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const,
    );
}

const examples = listFiles()
  .filter((file) => /^examples\/.*\.rnn\.yaml$/.test(file))
  .map((file) => [file, readText(file)] as const);

describe('printSchema()', () => {
  test('is what syntaxes/rnn-spec.schema.json holds', () => {
    expectGolden(printSchema(), new URL('../../syntaxes/rnn-spec.schema.json', import.meta.url));
  });

  test.each([...examples, ...cases('right.yaml')])('takes %s', (_name, text) => {
    expect(errorsOf(text)).toEqual([]);
  });

  test.each([
    [
      'an unknown key',
      'task: forecast\ndata: {file: a.csv, inputs: a, window: 3, widnow: 3}\nmodel: [lstm, linear]\n',
    ],
    [
      'a number outside of its bounds',
      'task: forecast\ndata: {file: a.csv, inputs: a, window: 0}\nmodel: [lstm: 3, linear]\n',
    ],
    [
      'an unknown word',
      'task: forecats\ndata: {file: a.csv, inputs: a, window: 3}\nmodel: [lstm: 3, linear]\n',
    ],
    [
      'a key of another task',
      'task: language\ndata: {file: a.csv, window: 3}\nmodel: [lstm: 3, linear]\n',
    ],
    ['a missing key', 'task: forecast\nmodel: [lstm: 3, linear]\n'],
    [
      'two names for one layer',
      'task: forecast\ndata: {file: a.csv, inputs: a, window: 3}\nmodel:\n  - lstm: 3\n    linear:\n',
    ],
  ])('refuses %s', (_what, text) => {
    expect(errorsOf(text)).not.toEqual([]);
  });

  test('refuses nothing that the language server takes', () => {
    const files = ['cells', 'data', 'keys', 'layers', 'model', 'training', 'values'];
    const taken = files
      .flatMap((file) => cases(`${file}.yaml`))
      .map(([, marked]) => marked.replace(/^ *#.*\n/gm, ''))
      .filter((text) => {
        const { problems } = analyzeSpec(text, memoryDataSource);
        return problems.every(({ code }) => !/^(yaml|spec)\./.test(code));
      });
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.filter((text) => errorsOf(text).length > 0)).toEqual([]);
  });
});
