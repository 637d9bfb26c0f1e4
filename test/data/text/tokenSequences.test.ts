import { describe, expect, it } from 'vitest';
import { parseSentences } from '../../../src/data/tag/parseSentences.ts';
import { tokenSequences } from '../../../src/data/text/tokenSequences.ts';

describe('tokenSequences', () => {
  it('gives each list its number, and each token its place', () => {
    const read = tokenSequences([['b', 'a'], [], ['b']], ['a', 'b']);
    expect(read.kind === 'read' && read.value).toEqual([
      { label: '1', steps: ['b', 'a'], length: 2, inputs: Float32Array.of(1, 0) },
      { label: '3', steps: ['b'], length: 1, inputs: Float32Array.of(1) },
    ]);
  });

  it('takes an unknown token for what it is, where the model knows such', () => {
    const read = tokenSequences([['a', 'c']], ['<unknown>', 'a']);
    expect(read.kind === 'read' && read.value[0]?.inputs).toEqual(Float32Array.of(1, 0));
    expect(tokenSequences([['a', 'c']], ['a'])).toEqual({
      kind: 'unreadable',
      message: 'It holds "c", which the model does not know: leave it out',
    });
  });
});

describe('parseSentences', () => {
  it('reads tokens with and without tags, whatever the line ends are', () => {
    const text = '\r\nthe\tD\r\nnew cat\n \n\nsat\tV\textra';
    expect(parseSentences(text)).toEqual([['the', 'new cat'], ['sat']]);
  });
});
