import { capitalize } from '../../src/base/capitalize.ts';
import type { Period } from '../../src/protocol/baselineWords.ts';
import {
  baselineWords,
  changeWords,
  isBetter,
  shortMeasure,
} from '../../src/protocol/measureWords.ts';
import type { Baseline, PartScores, RunFinished } from '../../src/protocol/runEvents.ts';
import { formatMeasure } from '../shared/numbers.ts';

/** An error with what it counts: `21.3 passengers`; names that are no plural stand in brackets. */
export function inUnits(error: number, target: string): string {
  const figure = formatMeasure(error);
  if (target === '') {
    return figure;
  }
  return /^[A-Z]?[a-z]+s$/.test(target)
    ? `${figure} ${target.toLowerCase()}`
    : `${figure} (${target})`;
}

/** A baseline at the start of a line: `Repeating the last month`. */
export function baselineName(baseline: Baseline, period: Period): string {
  return capitalize(baselineWords(baseline, period));
}

/** Why a run came to its end. */
export const endingReasons: Readonly<Record<RunFinished['reason'], string>> = {
  epochs: 'All epochs done',
  'early-stop': 'Ended early: the validation loss no longer got better',
  stopped: 'Stopped by hand',
};

/** The result in a sentence: `Validation error 21.3 passengers; repeating the last month 47.2`. */
export function resultSentence({ measure, validation }: RunFinished, period: Period): string {
  const [first] = validation.baselines;
  const beside = first ? `; ${baselineWords(first, period)} ${formatMeasure(first.score)}` : '';
  return `Validation ${shortMeasure(measure)} ${inUnits(validation.score, measure.unit)}${beside}`;
}

/**
 * How the model compares with the best of the baselines, in a sentence that also says what to do
 * about a model that is worse.
 */
export function comparison(
  { score, baselines }: PartScores,
  { measure, reason }: Pick<RunFinished, 'measure' | 'reason'>,
  period: Period,
): string {
  const [best] = baselines.toSorted((a, b) =>
    measure.better === 'smaller' ? a.score - b.score : b.score - a.score,
  );
  if (!best) {
    return '';
  }
  const than = `${changeWords(measure, score, best.score)} than the best baseline (${baselineWords(best, period)})`;
  if (isBetter(measure, score, best.score)) {
    return than;
  }
  // More epochs are no use to a run that ended because they were none.
  const advice = reason === 'early-stop' ? 'change the model' : 'train longer, or change the model';
  return `${than}: ${advice}`;
}
