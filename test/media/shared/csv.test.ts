import { expect, test } from 'vitest';
import { formatCsv } from '../../../media/shared/csv.ts';

test('formatCsv quotes what would break a line', () => {
  expect(
    formatCsv([
      ['plain', 'a,b', 'say "hi"'],
      ['', 'two\nlines', '<img onerror=alert(1)>'],
    ]),
  ).toBe('plain,"a,b","say ""hi"""\r\n,"two\nlines",<img onerror=alert(1)>\r\n');
});
