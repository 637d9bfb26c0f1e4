import { lastValueWords, type Period, seasonalWords } from './baselineWords.ts';
import type { Baseline, EpochMetrics, Measure } from './runEvents.ts';

/** What a measure is called in a line of progress: `error`, `accuracy`. */
export function shortMeasure({ name }: Measure): string {
  switch (name) {
    case 'root mean squared error':
      return 'error';
    case 'mean squared error':
      return 'squared error';
    default:
      return name;
  }
}

/** `root mean squared error in units of Passengers, smaller is better` */
export function measureNote({ name, unit, better }: Measure): string {
  const units = unit === '' ? '' : ` in units of ${unit}`;
  return `${name}${units}, ${better} is better`;
}

/** What a baseline does, as something that a model can be better than. */
export function baselineWords(baseline: Baseline, period: Period): string {
  switch (baseline.kind) {
    case 'last-value':
      return lastValueWords(period);
    case 'seasonal':
      return `${seasonalWords(period, baseline.season)} plus mean growth`;
    case 'mean':
      return 'the mean of the training part';
    case 'most-frequent':
      return 'the most frequent answer of the training part';
    case 'most-frequent-tag':
      return 'the most frequent tag of each token in the training part';
    case 'frequencies':
      return 'the frequencies of the training part';
  }
}

/** Whether the figures are shares, which are shown in percent. */
export function isShare({ name }: Measure): boolean {
  return name === 'accuracy';
}

/** Whether the measure is the loss itself, so that one of the two says all. */
export function isScoreTheLoss(metrics: EpochMetrics): boolean {
  return metrics.validationScore === metrics.validationLoss;
}

/**
 * How a score differs from another one: `45 % less error`, `12.5 points more accuracy`. Rounding never
 * makes nothing or everything of what is not.
 */
export function changeWords(measure: Measure, score: number, other: number): string {
  const direction = `${score < other ? 'less' : 'more'} ${shortMeasure(measure)}`;
  if (isShare(measure)) {
    return `${roundedWords(100 * Math.abs(score - other), 1)} points ${direction}`;
  }
  // Beside an error of 0 there is no share to tell.
  return other === 0
    ? direction
    : `${roundedWords(100 * Math.abs(score / other - 1), 0)} % ${direction}`;
}

/** A number of percent, with more decimals where fewer would make 0 or 100 of another number. */
function roundedWords(value: number, decimals: number): string {
  for (let more = decimals; more <= decimals + 2; more++) {
    const rounded = Number(value.toFixed(more));
    if (rounded === value || (rounded !== 0 && rounded !== 100)) {
      return `${rounded}`;
    }
  }
  const least = 10 ** -(decimals + 2);
  return value < 50 ? `less than ${least}` : `over ${100 - least}`;
}

/** Whether a score is better than another one. */
export function isBetter({ better }: Measure, score: number, other: number): boolean {
  return better === 'smaller' ? score < other : score > other;
}
