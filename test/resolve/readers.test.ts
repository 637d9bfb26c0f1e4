import { expect, test } from 'vitest';
import {
  readArchive,
  readPieces,
  readTable,
  readTagged,
  readTexts,
  readTokens,
} from '../../src/resolve/readers.ts';

test.each([
  ['tables', readTable, 'a,b\n1,2\n'],
  ['series', readArchive, '@classLabel true a b\n@data\n1,2:a\n'],
  ['texts', readTokens.characters, 'ab'],
  ['labelled texts', readTexts.words, 'label,text\na,b c\n'],
  ['tagged tokens', readTagged, 'the\tD\n'],
  ['pieces of music', readPieces, '{"train": [[[60]]], "valid": [], "test": []}'],
])('files of %s are read alike with a byte order mark', (_form, read, text) => {
  const [plain, marked] = [text, `\uFEFF${text}`].map((content) =>
    read({ kind: 'text', text: content, path: '/file' }),
  );
  expect(plain?.kind).toBe('read');
  expect(marked).toEqual(plain);
});
