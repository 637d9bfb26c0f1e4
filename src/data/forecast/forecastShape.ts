import type { DataShape } from '../dataShape.ts';

/** What a forecast takes and gives: one output after each window. */
export function forecastShape(options: {
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  readonly horizon: number;
}): DataShape {
  const { inputs, targets, horizon } = options;
  return {
    input: { kind: 'values', names: inputs },
    output: { kind: 'values', names: targets, horizon, steps: 'last', skip: 0 },
    ragged: false,
  };
}
