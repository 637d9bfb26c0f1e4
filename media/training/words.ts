import { capitalize } from '../../src/base/capitalize.ts';
import type { Period } from '../../src/protocol/baselineWords.ts';
import {
  baselineWords,
  changeWords,
  isBetter,
  shortMeasure,
} from '../../src/protocol/measureWords.ts';
import type {
  Baseline,
  LossName,
  Measure,
  PartScores,
  RunFinished,
} from '../../src/protocol/runEvents.ts';
import { formatScore } from '../shared/numbers.ts';

/** A score with what it counts: `21.3 passengers`; names that are no plural stand in brackets. */
export function inUnits(score: number, measure: Measure): string {
  const figure = formatScore(measure, score);
  const { unit } = measure;
  if (unit === '') {
    return figure;
  }
  return /^[A-Z]?[a-z]+s$/.test(unit) ? `${figure} ${unit.toLowerCase()}` : `${figure} (${unit})`;
}

/** A baseline at the start of a line: `Repeating the last month`. */
export function baselineName(baseline: Baseline, period: Period): string {
  return capitalize(baselineWords(baseline, period));
}

/** What a loss is, under its curve. */
export const lossNotes: Readonly<Record<LossName, string>> = {
  'squared error': 'Mean squared error in scaled units',
  'cross entropy': 'Mean cross entropy in nats',
  'binary cross entropy': 'Binary cross entropy of a time step in nats',
};

/** What stands under the curve of a measure. */
export function scoreNote({ better }: Measure): string {
  return `On the validation part, after each epoch; ${better} is better`;
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
  const beside = first
    ? `; ${baselineWords(first, period)} ${formatScore(measure, first.score)}`
    : '';
  return `Validation ${shortMeasure(measure)} ${inUnits(validation.score, measure)}${beside}`;
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
  const other = `the best baseline (${baselineWords(best, period)})`;
  const than =
    score === best.score
      ? `As good as ${other}`
      : `${changeWords(measure, score, best.score)} than ${other}`;
  if (isBetter(measure, score, best.score)) {
    return than;
  }
  // More epochs are no use to a run that ended because they were none.
  const advice = reason === 'early-stop' ? 'change the model' : 'train longer, or change the model';
  return `${than}: ${advice}`;
}
