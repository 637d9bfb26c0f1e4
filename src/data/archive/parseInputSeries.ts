import type { DataShape } from '../dataShape.ts';
import type { NamedSequence } from '../namedSequence.ts';
import { type Parsed, unreadable } from '../parsed.ts';
import { type Scaler, scaleMatrix } from '../scaler.ts';
import { parseArchive } from './parseArchive.ts';

/** The series of a time-series file, whose labels, if it has any, do not matter. */
export function parseInputSeries(
  text: string,
  { input }: DataShape,
  inputScaler: Scaler,
): Parsed<readonly NamedSequence[]> {
  const parsed = parseArchive(text, 'ignored');
  if (parsed.kind === 'unreadable') {
    return parsed;
  }
  const { series, dimensions } = parsed.value;
  const needed = input.names.length;
  if (series.length > 0 && dimensions !== needed) {
    return unreadable(
      `Its series have ${dimensions} dimensions and the model needs ${needed}: ${input.names.join(', ')}`,
    );
  }
  const sequences = series.map(({ length, values }, index) => ({
    label: `${index + 1}`,
    steps: [],
    length,
    inputs: scaleMatrix(inputScaler, values),
  }));
  return { kind: 'read', value: sequences };
}
