import { isShare } from '../../src/protocol/measureWords.ts';
import type { Measure } from '../../src/protocol/runEvents.ts';

/** A count with thousands separators: `40,800`. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/**
 * A measured value with `digits` significant digits, zeros at the end kept so that a changing figure
 * keeps its width: `21.3`, `0.0800`, `1.2e−7`. Not a number and infinity are said as such.
 */
export function formatMeasure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'not a number' : value > 0 ? 'infinity' : '−infinity';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    return withMinus(value.toExponential(Math.max(0, digits - 2)));
  }
  return size >= 10 ** (digits - 1)
    ? withMinus(Math.round(value).toLocaleString('en-US'))
    : withMinus(value.toPrecision(digits));
}

/** As {@link formatMeasure}, without zeros at the end, for ticks and settings: `0.003`, `0`. */
export function formatShort(value: number, digits = 3): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return Number.isFinite(value) && (size === 0 || (size >= 1e-4 && size < 1e7))
    ? withMinus(rounded.toLocaleString('en-US', { maximumFractionDigits: 8 }))
    : formatMeasure(value, digits);
}

/** A power of ten for the ticks of a logarithmic scale: `0.01`, `1`, `10⁻⁵`. */
export function formatPower(value: number): string {
  if (value >= 1e-3 && value < 1e4) {
    return formatShort(value);
  }
  const exponent = Math.round(Math.log10(value));
  return `10${[...String(exponent)].map((sign) => superscripts[sign] ?? sign).join('')}`;
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A value with so many decimals, so that columns line up: `0.100`. */
export function formatFixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? withMinus(value.toFixed(decimals)) : formatMeasure(value);
}

/** A share of one as a percentage: `12 %`, `0.4 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** A figure of a measure: `97.3 %` where it is a share, otherwise as {@link formatMeasure}. */
export function formatScore(measure: Measure, score: number, digits = 3): string {
  return isShare(measure) ? `${(score * 100).toFixed(digits - 2)} %` : formatMeasure(score, digits);
}

/** A length of time, with the two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? joinUnits(minutes, 'min', whole % 60, 's')
    : joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** The number of decimals that shows `values` with `digits` significant digits in the largest. */
export function decimalsFor(values: readonly number[], digits = 3): number {
  const largest = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  return largest === 0 ? 0 : Math.max(0, Math.min(8, digits - 1 - Math.floor(Math.log10(largest))));
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** The true minus sign is as wide as the digits are. */
function withMinus(text: string): string {
  return text.replace(/-/g, '−');
}
