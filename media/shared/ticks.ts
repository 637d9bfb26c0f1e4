/** Whole numbers from `low` to `high`, at a round distance such that at most `room` of them fit. */
export function wholeTicks(low: number, high: number, room: number): readonly number[] {
  const step = roundStep(Math.max(1, (high - low) / Math.max(1, room)));
  const first = Math.ceil(low / step) * step;
  const count = Math.max(0, Math.floor((high - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/**
 * Which of the labels of consecutive rows are shown when at most `room` fit: for dates (`1957-03`,
 * `1981-01-31`) the starts of years, quarters, months or days, otherwise every n-th row.
 */
export function labelTicks(
  labels: readonly string[],
  low: number,
  high: number,
  room: number,
): readonly number[] {
  const first = Math.max(0, Math.ceil(low));
  const last = Math.min(labels.length - 1, Math.floor(high));
  if (last < first) {
    return [];
  }
  const shown = labels.slice(first, last + 1);
  const starts = shown.every((label) => /^\d{4}-\d{2}/.test(label))
    ? dateStarts(shown, Math.max(2, room))
    : undefined;
  return starts
    ? starts.map((index) => index + first)
    : wholeTicks(first, last, room).filter((index) => index >= first && index <= last);
}

/** The label of a tick, without what all labels share at that level: `1957` for a January. */
export function shortLabel(label: string, ticks: readonly string[]): string {
  return ticks.length > 1 && ticks.every((tick) => /^\d{4}-01(-01)?$/.test(tick))
    ? label.slice(0, 4)
    : label;
}

/** The finest calendar steps whose starts still fit. */
function dateStarts(labels: readonly string[], room: number): readonly number[] | undefined {
  for (const level of calendar) {
    const starts = labels.flatMap((label, index) =>
      level.starts(label, labels[index - 1]) ? [index] : [],
    );
    if (starts.length <= room && starts.length > 1) {
      return starts;
    }
  }
  return undefined;
}

interface CalendarLevel {
  readonly starts: (label: string, before: string | undefined) => boolean;
}

/** From the finest step to the coarsest; a start is where the date's front part changes. */
const calendar: readonly CalendarLevel[] = [
  { starts: () => true },
  ...[1, 2, 3, 6].map(monthLevel),
  ...[1, 2, 5, 10, 20, 50].map(yearLevel),
];

function monthLevel(months: number): CalendarLevel {
  return {
    starts: (label, before) =>
      changes(label, before, 7) && (Number(label.slice(5, 7)) - 1) % months === 0,
  };
}

function yearLevel(years: number): CalendarLevel {
  return {
    starts: (label, before) => changes(label, before, 4) && Number(label.slice(0, 4)) % years === 0,
  };
}

/** Whether the first `length` characters are new; the first label starts something only by luck. */
function changes(label: string, before: string | undefined, length: number): boolean {
  return before === undefined
    ? /^-01(-01)?$/.test(label.slice(length)) || label.length === length
    : label.slice(0, length) !== before.slice(0, length);
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= step) ?? power * 10;
}
