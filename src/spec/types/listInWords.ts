/** `a`, `a or b`, `a, b or c`: words for a message, in quotes where they are a user's. */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
