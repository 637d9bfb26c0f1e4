import { expect, test } from 'vitest';
import { fileEndings } from '../../src/spec/fileEndings.ts';

test('fileEndings() gathers the endings of the files of every task and of cells', () => {
  expect(fileEndings().toSorted()).toEqual(
    ['.cell.yaml', '.cell.yml', '.conll', '.csv', '.json', '.ts', '.tsv', '.txt'].toSorted(),
  );
});
