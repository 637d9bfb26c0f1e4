import { lastValueWords, type Period, seasonalWords } from '../protocol/baselineWords.ts';
import type { PartErrors, RunReport } from '../protocol/runEvents.ts';
import { formatTable } from './formatTable.ts';
import { formatMeasure } from './numbers.ts';
import type { Styles } from './styles.ts';

/**
 * What came out of a run: the errors on validation and test in the units of the data, those of the
 * baselines beside them, and in a sentence for each part whether the model is better.
 */
export function formatReport(report: RunReport, period: Period, styles: Styles): string {
  const { validation, test, target } = report;
  const baselines = baselinesOf(validation, period).map(({ name }) => name);
  const rows = [
    ['this model', formatMeasure(validation.model), formatMeasure(test.model)],
    ...baselines.map((name) => [
      name,
      errorText(validation, period, name),
      errorText(test, period, name),
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
    `Root mean squared error in units of ${target}, smaller is better:`,
    `  ${styles.dim(head)}`,
    `  ${styles.bold(own)}`,
    ...others.map((line) => `  ${line}`),
    '',
    verdict('validation', validation, period, styles),
    verdict('test', test, period, styles),
  ].join('\n');
}

interface Baseline {
  readonly name: string;
  readonly error: number;
}

function baselinesOf({ lastValue, seasonal }: PartErrors, period: Period): readonly Baseline[] {
  return [
    { name: lastValueWords(period), error: lastValue },
    ...(seasonal ? [{ name: seasonalName(period, seasonal.season), error: seasonal.error }] : []),
  ];
}

function seasonalName(period: Period, season: number): string {
  return `${seasonalWords(period, season)} plus the growth seen in training`;
}

function errorText(part: PartErrors, period: Period, name: string): string {
  const found = baselinesOf(part, period).find((baseline) => baseline.name === name);
  return found ? formatMeasure(found.error) : '-';
}

const endings: Readonly<Record<RunReport['reason'], string>> = {
  epochs: 'all epochs are done',
  'early-stop': 'ended early, as the validation loss got no better',
  stopped: 'stopped before its end',
};

function endingSentence({ reason, epochs, bestEpoch }: RunReport): string {
  const done = `Trained ${epochs} epochs (${endings[reason]})`;
  return bestEpoch === 0
    ? `${done}; no epoch was finished, so the model is as it was`
    : `${done}; the best is epoch ${bestEpoch}, and the errors are its own`;
}

/** `On the validation part the model is better than … (45 % less error) and worse than …`. */
function verdict(name: string, part: PartErrors, period: Period, styles: Styles): string {
  const baselines = baselinesOf(part, period);
  const comparisons = baselines.map(({ name: baseline, error }) => {
    const change = Math.round(Math.abs(part.model / error - 1) * 100);
    if (!(part.model < error)) {
      return part.model === error
        ? `as good as ${baseline}`
        : `worse than ${baseline} (${change} % more error)`;
    }
    return `better than ${baseline} (${change} % less error)`;
  });
  const isBest = baselines.every(({ error }) => part.model < error);
  const color = isBest ? styles.green : styles.yellow;
  return color(`On the ${name} part the model is ${comparisons.join(' and ')}.`);
}
