import type { Parsed } from '../parsed.ts';

/** A sentence, or any other sequence: a tag for each token. */
export interface TaggedSentence {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

/** Reads lines `token TAB tag`, with a blank line between sentences. */
export function parseTagged(text: string): Parsed<readonly TaggedSentence[]> {
  const sentences: TaggedSentence[] = [];
  let [tokens, tags]: [string[], string[]] = [[], []];
  const close = () => {
    if (tokens.length > 0) {
      sentences.push({ tokens, tags });
      [tokens, tags] = [[], []];
    }
  };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') {
      close();
      continue;
    }
    const [token = '', tag = '', ...more] = line.split('\t');
    if (token === '' || tag.trim() === '' || more.length > 0) {
      return {
        kind: 'unreadable',
        message: `Line ${index + 1} must hold a token, one tab and its tag`,
      };
    }
    tokens.push(token);
    tags.push(tag.trim());
  }
  close();
  return { kind: 'read', value: sentences };
}
