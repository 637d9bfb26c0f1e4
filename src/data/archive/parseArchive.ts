import { type Parsed, unreadable } from '../parsed.ts';
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

/** Whether the series of a file must have labels, or may have any, or none: `''` then. */
export type LabelUse = 'needed' | 'ignored';

/**
 * Reads header lines that begin with `@`, then after `@data` a series per line: dimensions separated
 * by colons, values by commas, the label last. Lines that begin with `#` are comments.
 */
export function parseArchive(text: string, labels: LabelUse = 'needed'): Parsed<Archive> {
  const lines = text.split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => /^\s*@data\b/i.test(line));
  if (start < 0) {
    return unreadable(
      'It has no line "@data", behind which the series of a time-series file stand',
    );
  }
  const header = readHeader(lines.slice(0, start));
  const fault = faultOf(header, labels);
  if (fault !== undefined) {
    return unreadable(fault);
  }
  const isLabelled = isTrue(header, 'classlabel') || isTrue(header, 'targetlabel');
  const classes = isTrue(header, 'classlabel') ? header.get('classlabel')?.slice(1) : undefined;
  const series: ArchiveSeries[] = [];
  let dimensions: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (index <= start || line.trim() === '' || line.startsWith('#')) {
      continue;
    }
    const [parts, label] = partsOf(line, isLabelled);
    const one = parseSeries(parts, label, dimensions);
    const wrong =
      typeof one !== 'string' && labels === 'needed' ? faultOfLabel(label, classes) : undefined;
    if (typeof one === 'string' || wrong !== undefined) {
      return unreadable(`Line ${index + 1} ${wrong ?? one}`);
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

function isTrue(header: Header, key: string): boolean {
  return header.get(key)?.[0]?.toLowerCase() === 'true';
}

function faultOf(header: Header, labels: LabelUse): string | undefined {
  if (isTrue(header, 'timestamps')) {
    return 'Its values have time stamps ("@timeStamps true"): write one value per time step without them';
  }
  if (labels === 'ignored') {
    return undefined;
  }
  if (isTrue(header, 'classlabel') === isTrue(header, 'targetlabel')) {
    return 'Its header must have either a line "@classLabel true" with the classes behind it, or a line "@targetLabel true"';
  }
  if (isTrue(header, 'classlabel') && (header.get('classlabel')?.length ?? 0) < 3) {
    return 'Its line "@classLabel true" must list two classes or more';
  }
  return undefined;
}

/** The dimensions of a line and its label. */
function partsOf(line: string, isLabelled: boolean): readonly [readonly string[], string] {
  const parts = line.split(':');
  return isLabelled ? [parts.slice(0, -1), parts.at(-1)?.trim() ?? ''] : [parts, ''];
}

/** What is wrong with a label, behind the number of its line. */
function faultOfLabel(label: string, classes: readonly string[] | undefined): string | undefined {
  if (classes) {
    return classes.includes(label)
      ? undefined
      : `has the label "${label}", which "@classLabel" does not list: add it there`;
  }
  return numberPattern.test(label) ? undefined : `has the label "${label}", which is no number`;
}

/** The series of a line, or what is wrong with it, behind the number of the line. */
function parseSeries(
  parts: readonly string[],
  label: string,
  dimensions: number | undefined,
): ArchiveSeries | string {
  const expected = dimensions ?? parts.length;
  if (parts.length === 0 || parts.length !== expected) {
    const place = label === '' ? '' : ' before its label';
    return `has ${parts.length} dimensions${place} where ${Math.max(1, expected)} are expected: separate them by colons`;
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
