import { isShare } from './measureWords.ts';
import type { Measure } from './runEvents.ts';

/** A measured value with `digits` significant digits, never fewer than it takes to be whole. */
export function formatMeasure(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'not a number' : `${value < 0 ? '-' : ''}infinity`;
  }
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
    return value.toExponential(digits - 2);
  }
  const decimals = size === 0 ? 0 : digits - 1 - Math.floor(Math.log10(size));
  return value.toLocaleString('en', {
    minimumFractionDigits: Math.max(0, decimals),
    maximumFractionDigits: Math.max(0, decimals),
  });
}

/** A figure of a measure: a measured value, or a share as `97.30 %`. */
export function formatScore(measure: Measure, score: number): string {
  return isShare(measure) ? `${(score * 100).toFixed(2)} %` : formatMeasure(score);
}
