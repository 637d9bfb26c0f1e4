import type { Parsed } from '../parsed.ts';

/** A sentence, or any other sequence: a tag for each token. */
export interface TaggedSentence {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

/** A file of tagged sentences, with all tokens and tags that occur in it. */
export interface TaggedText {
  readonly sentences: readonly TaggedSentence[];
  readonly tokens: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

/** Reads lines `token TAB tag`, with a blank line between sentences. */
export function parseTagged(text: string): Parsed<TaggedText> {
  const sentences: TaggedSentence[] = [];
  const all = { tokens: new Set<string>(), tags: new Set<string>() };
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
    all.tokens.add(token);
    all.tags.add(tag.trim());
  }
  close();
  return { kind: 'read', value: { sentences, ...all } };
}
