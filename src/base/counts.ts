/** A count with commas: `121,301`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** `1 row`, `2 rows`, `1,000 rows` */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}
