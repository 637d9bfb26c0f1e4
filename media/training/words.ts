import { capitalize } from '../../src/base/capitalize.ts';
import { lastValueWords, type Period, seasonalWords } from '../../src/protocol/baselineWords.ts';
import type { PartErrors, RunFinished } from '../../src/protocol/runEvents.ts';
import { formatMeasure } from '../shared/numbers.ts';

/** An error with what it counts: `21.3 passengers`; names that are no plural stand in brackets. */
export function inUnits(error: number, target: string): string {
  const figure = formatMeasure(error);
  return /^[A-Z]?[a-z]+s$/.test(target)
    ? `${figure} ${target.toLowerCase()}`
    : `${figure} (${target})`;
}

/** The baseline that repeats what was seen last. */
export function lastValueName(period: Period): string {
  return capitalize(lastValueWords(period));
}

/** The baseline that repeats the season before: `The same month last year, plus growth`. */
export function seasonalName(period: Period, season: number): string {
  return `${capitalize(seasonalWords(period, season))}, plus growth`;
}

/** Why a run came to its end. */
export const endingReasons: Readonly<Record<RunFinished['reason'], string>> = {
  epochs: 'All epochs done',
  'early-stop': 'Ended early: the validation loss no longer got better',
  stopped: 'Stopped by hand',
};

/** The result in a sentence: `Validation error 21.3 passengers; repeating the last month 47.2`. */
export function resultSentence(report: RunFinished, period: Period): string {
  const { model, lastValue } = report.validation;
  const baseline = lastValueWords(period);
  return `Validation error ${inUnits(model, report.target)}; ${baseline} ${formatMeasure(lastValue)}`;
}

/**
 * How the model compares with the best of the baselines, in a sentence that also says what to do
 * about a model that is worse.
 */
export function comparison(
  part: PartErrors,
  period: Period,
  reason: RunFinished['reason'],
): string {
  const baselines = [
    { name: lastValueName(period), error: part.lastValue },
    ...(part.seasonal
      ? [{ name: seasonalName(period, part.seasonal.season), error: part.seasonal.error }]
      : []),
  ];
  const best = baselines.reduce((least, next) => (next.error < least.error ? next : least));
  const name = best.name.toLowerCase();
  if (part.model < best.error) {
    const less = Math.round((1 - part.model / best.error) * 100);
    return `${less} % less error than the best baseline (${name})`;
  }
  const more = Math.round((part.model / best.error - 1) * 100);
  // More epochs are no use to a run that ended because they were none.
  const advice = reason === 'early-stop' ? 'change the model' : 'train longer, or change the model';
  return `${more} % more error than the best baseline (${name}): ${advice}`;
}
