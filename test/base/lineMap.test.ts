import { describe, expect, test } from 'vitest';
import { createLineMap } from '../../src/base/lineMap.ts';

describe('createLineMap', () => {
  test.each([
    ['\\n', 'one\ntwo\n'],
    ['\\r', 'one\rtwo\r'],
  ])('%s ends a line', (_, text) => {
    const map = createLineMap(text);
    expect([0, 3, 4, 7, 8].map((offset) => map.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 3 },
      { line: 1, character: 0 },
      { line: 1, character: 3 },
      { line: 2, character: 0 },
    ]);
    expect([0, 1, 2].map((line) => map.lineText(line))).toEqual(['one', 'two', '']);
  });

  test('\\r\\n ends one line and not two', () => {
    const map = createLineMap('one\r\ntwo');
    expect([3, 4, 5].map((offset) => map.positionAt(offset))).toEqual([
      { line: 0, character: 3 },
      { line: 0, character: 4 },
      { line: 1, character: 0 },
    ]);
    expect(map.lineText(0)).toBe('one');
  });

  test('keeps apart \\r, \\n and \\r\\n that are mixed', () => {
    const map = createLineMap('a\r\r\n\nb');
    expect([1, 2, 4, 5].map((offset) => map.positionAt(offset).line)).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3].map((line) => map.lineText(line))).toEqual(['a', '', '', 'b']);
  });

  test('an offset outside of the text is its start or its end', () => {
    const map = createLineMap('one\ntwo');
    expect(map.positionAt(99)).toEqual({ line: 1, character: 3 });
    expect(map.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(createLineMap('').positionAt(1)).toEqual({ line: 0, character: 0 });
  });

  test('a line past the end is empty', () => {
    expect(createLineMap('one').lineText(1)).toBe('');
  });

  test('characters are counted in UTF-16 units', () => {
    expect(createLineMap('𝛼 = 1').positionAt(3)).toEqual({ line: 0, character: 3 });
  });
});
