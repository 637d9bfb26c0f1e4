/** The time between two rows, as their labels tell; `value` where they do not. */
export type Period = 'month' | 'day' | 'year' | 'value';

/** `1957-03` is a month, `1981-01-31` a day, `1957` a year. */
export function periodOf(labels: readonly string[]): Period {
  const isEvery = (pattern: RegExp) =>
    labels.length > 0 && labels.every((label) => pattern.test(label));
  if (isEvery(/^\d{4}-\d{2}$/)) {
    return 'month';
  }
  if (isEvery(/^\d{4}-\d{2}-\d{2}$/)) {
    return 'day';
  }
  return isEvery(/^(1[6-9]|20)\d{2}$/) ? 'year' : 'value';
}

/** The baseline that needs no season. */
export function lastValueWords(period: Period): string {
  return `repeating the last ${period}`;
}

/** What the baseline of one season before starts from; the growth seen in training comes on top. */
export function seasonalWords(period: Period, season: number): string {
  const names: Readonly<Record<string, string>> = {
    'month 12': 'the same month last year',
    'day 365': 'the same day last year',
    'day 7': 'the same day last week',
  };
  const plural = season === 1 ? period : `${period}s`;
  return names[`${period} ${season}`] ?? `the value ${season} ${plural} before`;
}
