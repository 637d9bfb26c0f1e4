import { countOf } from '../base/counts.ts';
import { lengthRange } from '../data/lengthRange.ts';
import type { Outline } from '../resolve/outline.ts';
import { ifRead } from '../spec/unread.ts';

/** `24 steps`, or `7 to 29 steps` where lengths differ; `undefined` without sequences. */
export function describeSteps(...parts: readonly (readonly number[])[]): string | undefined {
  const ranges = parts.map(lengthRange);
  const shortest = Math.min(...ranges.map((range) => range.shortest));
  const longest = Math.max(...ranges.map((range) => range.longest));
  if (longest < shortest) {
    return undefined;
  }
  const most = countOf(longest, 'step');
  return shortest === longest ? most : `${shortest.toLocaleString('en')} to ${most}`;
}

/** What the letters of a shape stand for: `T is time (24 steps), B the batch (16 sequences).` */
export function axesSentence({ lengths, parts }: Outline): string {
  const steps = lengths && describeSteps(...Object.values(lengths));
  const time = steps === undefined ? '' : ` (${steps})`;
  const batch = ifRead(() => ` (${countOf(parts.train.batch, 'sequence')})`) ?? '';
  return `T is time${time}, B the batch${batch}.`;
}
