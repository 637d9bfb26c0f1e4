/** A stretch of text as UTF-16 offsets: `start` is inside, `end` is one past the last character. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The same stretch, moved by `by` characters. */
export function shiftRange(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
