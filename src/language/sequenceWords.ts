import { countOf } from '../resolve/dataFacts.ts';
import type { Outline } from '../resolve/outline.ts';
import { ifRead } from '../spec/unread.ts';

/** `24 steps`, or `7 to 29 steps` where lengths differ; `undefined` without sequences. */
export function describeSteps(lengths: readonly number[]): string | undefined {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (const length of lengths) {
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  if (lengths.length === 0) {
    return undefined;
  }
  const most = countOf(longest, 'step');
  return shortest === longest ? most : `${shortest.toLocaleString('en')} to ${most}`;
}

/** What the letters of a shape stand for: `T is time (24 steps), B the batch (16 sequences).` */
export function axesSentence({ lengths, parts }: Outline): string {
  const steps = lengths && describeSteps(Object.values(lengths).flat());
  const time = steps === undefined ? '' : ` (${steps})`;
  const batch = ifRead(() => ` (${countOf(parts.train.batch, 'sequence')})`) ?? '';
  return `T is time${time}, B the batch${batch}.`;
}
