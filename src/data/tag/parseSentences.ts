/**
 * Reads a token per line, with a blank line between sentences; what stands behind a tab, as a tag does,
 * does not matter.
 */
export function parseSentences(text: string): readonly (readonly string[])[] {
  const sentences: string[][] = [[]];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '') {
      sentences.push([]);
    } else {
      sentences.at(-1)?.push(line.split('\t', 1)[0] ?? '');
    }
  }
  return sentences.filter((tokens) => tokens.length > 0);
}
