import type { DataShape } from '../data/dataShape.ts';
import type { ForecastData } from '../spec/spec.ts';

/** What a forecast takes and gives; the spec says all of it. */
export function forecastShape({ inputs, targets, horizon }: ForecastData): DataShape {
  return {
    input: { kind: 'values', names: inputs },
    output: { kind: 'values', names: targets, horizon, steps: 'last' },
    ragged: false,
  };
}
