import { capitalize } from '../base/capitalize.ts';
import { countOf } from '../base/counts.ts';
import type { Period } from '../protocol/baselineWords.ts';
import { baselineWords, changeWords, isBetter, measureNote } from '../protocol/measureWords.ts';
import type { Measure, PartScores, RunReport } from '../protocol/runEvents.ts';
import { formatScore } from '../protocol/scoreWords.ts';
import { formatTable } from './formatTable.ts';
import type { Styles } from './styles.ts';

/**
 * What came out of a run: the errors on validation and test in the units of the data, those of the
 * baselines beside them, and in a sentence for each part whether the model is better.
 */
export function formatReport(report: RunReport, period: Period, styles: Styles): string {
  const { validation, test, measure } = report;
  const rows = [
    ['this model', formatScore(measure, validation.score), formatScore(measure, test.score)],
    ...validation.baselines.map((baseline, index) => [
      baselineWords(baseline, period),
      formatScore(measure, baseline.score),
      scoreText(measure, test, index),
    ]),
  ];
  const [head = '', own = '', ...others] = formatTable(
    [
      { title: '', align: 'left' },
      { title: 'validation', align: 'right' },
      { title: 'test', align: 'right' },
    ],
    rows,
  );
  return [
    endingSentence(report),
    '',
    `${capitalize(measureNote(measure))}:`,
    `  ${styles.dim(head)}`,
    `  ${styles.bold(own)}`,
    ...others.map((line) => `  ${line}`),
    '',
    verdict('validation', validation, report, period, styles),
    verdict('test', test, report, period, styles),
  ].join('\n');
}

/** A baseline that the test part has no data for is left out. */
function scoreText(measure: Measure, { baselines }: PartScores, index: number): string {
  const baseline = baselines[index];
  return baseline ? formatScore(measure, baseline.score) : '-';
}

const endings: Readonly<Record<RunReport['reason'], string>> = {
  epochs: 'all epochs are done',
  'early-stop': 'ended early, as the validation loss got no better',
  stopped: 'stopped before its end',
};

function endingSentence({ reason, epochs, bestEpoch }: RunReport): string {
  const done = `Trained ${countOf(epochs, 'epoch')} (${endings[reason]})`;
  return bestEpoch === 0
    ? `${done}; no epoch was finished, so the model is as it was`
    : `${done}; the best is epoch ${bestEpoch}, and the figures are its own`;
}

/** `On the validation part the model is better than … (45 % less error) and worse than …`. */
function verdict(
  name: string,
  part: PartScores,
  { measure }: RunReport,
  period: Period,
  styles: Styles,
): string {
  const comparisons = part.baselines.map((baseline) => {
    const words = baselineWords(baseline, period);
    if (part.score === baseline.score) {
      return `as good as ${words}`;
    }
    const verb = isBetter(measure, part.score, baseline.score) ? 'better' : 'worse';
    return `${verb} than ${words} (${changeWords(measure, part.score, baseline.score)})`;
  });
  if (comparisons.length === 0) {
    return styles.dim(`On the ${name} part there is nothing to compare with.`);
  }
  const isBest = part.baselines.every(({ score }) => isBetter(measure, part.score, score));
  const color = isBest ? styles.green : styles.yellow;
  return color(`On the ${name} part the model is ${comparisons.join(' and ')}.`);
}
