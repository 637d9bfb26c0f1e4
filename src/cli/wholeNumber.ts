import { InvalidArgumentError } from 'commander';
import { formatCount } from '../base/counts.ts';

/** Reads the value of an option that is a whole number; anything else is a wrong use. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(
        `It takes a whole number from ${least} to ${formatCount(most)}.`,
      );
    }
    return value;
  };
}
