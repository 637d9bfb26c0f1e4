/**
 * A pure function with a memory of its newest answers, for what is asked again and again with the same
 * few values. Values are the same when they are so as JSON.
 */
export function remember<Asked extends readonly unknown[], Answer>(
  answer: (...asked: Asked) => Answer,
  most = 300,
): (...asked: Asked) => Answer {
  const known = new Map<string, Answer>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const value = known.has(key) ? (known.get(key) as Answer) : answer(...asked);
    // What was asked last is forgotten last.
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) {
      known.delete(oldest);
    }
    return value;
  };
}
