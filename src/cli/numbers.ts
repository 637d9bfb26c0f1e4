import { isShare } from '../protocol/measureWords.ts';
import type { Measure } from '../protocol/runEvents.ts';

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

/** A length of time: `0:07`, `12:34`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  const rest = pad(whole % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
