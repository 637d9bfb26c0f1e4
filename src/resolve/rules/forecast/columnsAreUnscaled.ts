import { type Problem, warningAt } from '../../../base/problem.ts';
import { rowRanges } from '../../../data/forecast/rowRanges.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable, numbersOf, wholeColumns } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Fewer rows are like this by chance. */
const leastRows = 30;

/** How exact the mean and the deviation of a scaled column are in a file. */
const tolerance = 1e-3;

/**
 * No column was scaled before by what all rows hold: then the training rows show what the later ones
 * are like. It is seen where all rows together have exactly the range or the mean and deviation that
 * scaling gives, and the training rows have not.
 */
export const columnsAreUnscaled: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  if (!table || table.rows < leastRows) {
    return [];
  }
  const { end } = rowRanges(table.rows, data.split).train;
  return wholeColumns(data, table).flatMap(({ name, path, column }): readonly Problem[] => {
    const values = column ? numbersOf(column).values : undefined;
    const how = values && scaledHow(values, end);
    if (how === undefined) {
      return [];
    }
    const message = `Column "${name}" has ${how}, so it seems to be scaled by what later rows hold, which training must not know: write the numbers as they were measured, since "scale" looks at the training rows only`;
    return [warningAt(document.rangeOf(path), 'data.scaled-before', message)];
  });
};

/** Only a memory of a pure function, as specs are checked often and columns are long. */
const known = new WeakMap<
  Float64Array,
  { readonly end: number; readonly how: string | undefined }
>();

/** How the column was scaled by all rows, where the training rows end before `end`. */
function scaledHow(values: Float64Array, end: number): string | undefined {
  const before = known.get(values);
  if (before?.end === end) {
    return before.how;
  }
  const how = compare(values, values.subarray(0, end));
  known.set(values, { end, how });
  return how;
}

function compare(all: Float64Array, training: Float64Array): string | undefined {
  const [whole, part] = [measure(all), measure(training)];
  // A column of noughts and ones is a flag.
  const isFlag = all.every((value) => value === 0 || value === 1);
  if (whole.low === 0 && whole.high === 1 && !isFlag && (part.low > 0 || part.high < 1)) {
    return `a range from 0 to 1 over all rows, but from ${round(part.low)} to ${round(part.high)} over the training rows`;
  }
  const isStandard = (measured: Measured, within: number) =>
    Math.abs(measured.mean) <= within && Math.abs(measured.deviation - 1) <= within;
  return isStandard(whole, tolerance) && !isStandard(part, 10 * tolerance)
    ? `mean 0 and standard deviation 1 over all rows, but ${round(part.mean)} and ${round(part.deviation)} over the training rows`
    : undefined;
}

interface Measured {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
}

function measure(values: Float64Array): Measured {
  let [sum, squares, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const mean = sum / values.length;
  for (const value of values) {
    squares += (value - mean) ** 2;
  }
  return { low, high, mean, deviation: Math.sqrt(squares / values.length) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
