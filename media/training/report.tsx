import { capitalize } from '../../src/base/capitalize.ts';
import type { Period } from '../../src/protocol/baselineWords.ts';
import { isBetter } from '../../src/protocol/measureWords.ts';
import type { Measure, PartScores, RunFinished } from '../../src/protocol/runEvents.ts';
import { decimalsFor, formatFixed } from '../shared/numbers.ts';
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
  const decimals = decimalsFor(all);
  return (
    <section
      class={beatsAll(rows, report.measure) ? 'card report report-good' : 'card report'}
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
            <th scope="col">{measureTitle(report.measure)}</th>
            <PartHeader name="Validation" part={report.validation} />
            <PartHeader name="Test" part={report.test} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} class={row.own ? 'own' : undefined}>
              <th scope="row">{row.name}</th>
              <ErrorCell value={row.validation} largest={largest} decimals={decimals} />
              <ErrorCell value={row.test} largest={largest} decimals={decimals} />
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

interface ErrorCellProps {
  readonly value: number;
  readonly largest: number;
  readonly decimals: number;
}

/** The figure, and a bar as long as the error is large. */
function ErrorCell({ value, largest, decimals }: ErrorCellProps) {
  return (
    <td>
      <div class="error-cell">
        <span class="number">{formatFixed(value, decimals)}</span>
        <span class="bar" aria-hidden="true">
          <span class="bar-fill" style={{ width: `${(100 * value) / largest}%` }} />
        </span>
      </div>
    </td>
  );
}

/** `Root mean squared error, Passengers` */
function measureTitle({ name, unit }: Measure): string {
  return capitalize(unit === '' ? name : `${name}, ${unit}`);
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
