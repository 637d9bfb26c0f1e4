import { capitalize } from '../../src/base/capitalize.ts';
import type { Period } from '../../src/protocol/baselineWords.ts';
import { isBetter, isShare } from '../../src/protocol/measureWords.ts';
import type { Measure, PartScores, RunFinished } from '../../src/protocol/runEvents.ts';
import { decimalsFor, formatFixed, formatScore } from '../shared/numbers.ts';
import { baselineName, comparison, endingReasons, resultSentence } from './words.ts';

export interface ReportProps {
  readonly report: RunFinished;
  /** The time between two rows: `month`. */
  readonly period: Period;
}

/** How good the best model is, beside what needs no model. */
export function Report({ report, period }: ReportProps) {
  const rows = reportRows(report, period);
  const all = rows.flatMap((row) => [row.validation, row.test]);
  const largest = Math.max(...all, 1e-30);
  const { measure } = report;
  const decimals = decimalsFor(all);
  const format = (score: number) =>
    isShare(measure) ? formatScore(measure, score, 4) : formatFixed(score, decimals);
  return (
    <section
      class={beatsAll(rows, measure) ? 'card report report-good' : 'card report'}
      aria-label="Result"
    >
      <div class="report-words">
        <p class="eyebrow">
          {endingReasons[report.reason]} · best epoch {report.bestEpoch} of {report.epochs}
        </p>
        <h2>{resultSentence(report, period)}</h2>
        <p class="note">{comparison(report.validation, report, period)}</p>
      </div>
      <table class="report-table">
        <thead>
          <tr>
            <th scope="col">{measureTitle(measure)}</th>
            <PartHeader name="Validation" part={report.validation} />
            <PartHeader name="Test" part={report.test} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} class={row.own ? 'own' : undefined}>
              <th scope="row">{row.name}</th>
              <ScoreCell value={row.validation} largest={largest} format={format} />
              <ScoreCell value={row.test} largest={largest} format={format} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PartHeader({ name, part }: { readonly name: string; readonly part: PartScores }) {
  return (
    <th scope="col">
      {name} · {part.sequences} sequences
    </th>
  );
}

interface ScoreCellProps {
  readonly value: number;
  readonly largest: number;
  readonly format: (score: number) => string;
}

/** The figure, and a bar as long as it is large. */
function ScoreCell({ value, largest, format }: ScoreCellProps) {
  return (
    <td>
      <div class="score-cell">
        <span class="number">{format(value)}</span>
        <span class="bar" aria-hidden="true">
          <span class="bar-fill" style={{ width: `${(100 * value) / largest}%` }} />
        </span>
      </div>
    </td>
  );
}

/** `Root mean squared error, Passengers`; `Accuracy, larger is better` */
function measureTitle({ name, unit, better }: Measure): string {
  const parts = [name, unit, better === 'larger' ? 'larger is better' : ''];
  return capitalize(parts.filter(Boolean).join(', '));
}

/** Whether the model is better than every baseline on the validation part. */
function beatsAll(rows: readonly ReportRow[], measure: Measure): boolean {
  const [own, ...baselines] = rows;
  return baselines.every((row) => own && isBetter(measure, own.validation, row.validation));
}

interface ReportRow {
  readonly name: string;
  readonly own: boolean;
  readonly validation: number;
  readonly test: number;
}

function reportRows({ validation, test }: RunFinished, period: Period): readonly ReportRow[] {
  return [
    { name: 'This model', own: true, validation: validation.score, test: test.score },
    ...validation.baselines.flatMap((baseline, index) => {
      const other = test.baselines[index];
      const name = baselineName(baseline, period);
      return other ? [{ name, own: false, validation: baseline.score, test: other.score }] : [];
    }),
  ];
}
