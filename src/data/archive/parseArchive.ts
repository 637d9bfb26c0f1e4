import type { Parsed } from '../parsed.ts';
import { numberPattern } from '../readNumbers.ts';

/** A time-series file of the UEA archive (`.ts`): labelled series of one or more dimensions. */
export interface Archive {
  /** Numbers per time step. */
  readonly dimensions: number;
  /** The class labels in the order of the header; `undefined` where labels are numbers. */
  readonly classes: readonly string[] | undefined;
  readonly series: readonly ArchiveSeries[];
}

/** One series with its label. */
export interface ArchiveSeries {
  /** Time steps. */
  readonly length: number;
  /** `[length, dimensions]`, row-major. */
  readonly values: Float64Array;
  /** A class, or a number as it is written. */
  readonly label: string;
}

/**
 * Reads header lines that begin with `@`, then after `@data` a series per line: dimensions separated
 * by colons, values by commas, the label last. Lines that begin with `#` are comments.
 */
export function parseArchive(text: string): Parsed<Archive> {
  const lines = text.split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => /^\s*@data\b/i.test(line));
  if (start < 0) {
    return unreadable(
      'It has no line "@data", behind which the series of a time-series file stand',
    );
  }
  const header = readHeader(lines.slice(0, start));
  const fault = faultOf(header);
  if (fault !== undefined) {
    return unreadable(fault);
  }
  const classes = header.get('classlabel')?.slice(1);
  const series: ArchiveSeries[] = [];
  let dimensions: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (index <= start || line.trim() === '' || line.startsWith('#')) {
      continue;
    }
    const one = parseSeries(line, classes, dimensions);
    if (typeof one === 'string') {
      return unreadable(`Line ${index + 1} ${one}`);
    }
    dimensions ??= one.values.length / one.length;
    series.push(one);
  }
  return { kind: 'read', value: { dimensions: dimensions ?? 0, classes, series } };
}

/** The words behind each key; keys in small letters. */
type Header = ReadonlyMap<string, readonly string[]>;

function readHeader(lines: readonly string[]): Header {
  return new Map(
    lines
      .map((line) => line.trim().split(/\s+/))
      .filter(([key = '']) => key.startsWith('@'))
      .map(([key = '', ...words]) => [key.slice(1).toLowerCase(), words]),
  );
}

function faultOf(header: Header): string | undefined {
  const isTrue = (key: string) => header.get(key)?.[0]?.toLowerCase() === 'true';
  if (isTrue('timestamps')) {
    return 'Its values have time stamps ("@timeStamps true"): write one value per time step without them';
  }
  if (isTrue('classlabel') === isTrue('targetlabel')) {
    return 'Its header must have either a line "@classLabel true" with the classes behind it, or a line "@targetLabel true"';
  }
  if (isTrue('classlabel') && (header.get('classlabel')?.length ?? 0) < 3) {
    return 'Its line "@classLabel true" must list two classes or more';
  }
  return undefined;
}

/** The series of a line, or what is wrong with it, behind the number of the line. */
function parseSeries(
  line: string,
  classes: readonly string[] | undefined,
  dimensions: number | undefined,
): ArchiveSeries | string {
  const parts = line.split(':');
  const label = parts.pop()?.trim() ?? '';
  const expected = dimensions ?? parts.length;
  if (parts.length === 0 || parts.length !== expected) {
    return `has ${parts.length} dimensions before its label where ${Math.max(1, expected)} are expected: separate them by colons`;
  }
  if (classes ? !classes.includes(label) : !numberPattern.test(label)) {
    return classes
      ? `has the label "${label}", which "@classLabel" does not list: add it there`
      : `has the label "${label}", which is no number`;
  }
  const rows = parts.map((part) => part.split(',').map((value) => value.trim()));
  const [{ length } = []] = rows;
  const uneven = rows.findIndex((row) => row.length !== length);
  if (length === undefined || uneven >= 0) {
    return `has ${length} values in its first dimension and ${rows[uneven]?.length} in dimension ${uneven + 1}: all must be equally long`;
  }
  const wrong = rows.flat().find((value) => !numberPattern.test(value));
  if (wrong !== undefined) {
    return `holds "${wrong}" in place of a number: fill every gap`;
  }
  const values = new Float64Array(length * rows.length);
  for (const [dimension, row] of rows.entries()) {
    for (const [step, value] of row.entries()) {
      values[step * rows.length + dimension] = Number(value);
    }
  }
  return { length, values, label };
}

function unreadable(message: string): Parsed<Archive> {
  return { kind: 'unreadable', message };
}
