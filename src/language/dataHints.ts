import { type PartName, partNames } from '../data/dataset.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { countOf } from '../resolve/dataFacts.ts';
import type { PartLengths } from '../resolve/tasks/taskData.ts';
import { namedFiles } from '../resolve/tasks/tasks.ts';
import type { InlayHint } from './provideInlayHints.ts';
import { describeSteps } from './sequenceWords.ts';

/** How many sequences of how many steps the data has, behind each value that they come from. */
export function dataHints({ document, outline }: Analysis): readonly InlayHint[] {
  const { parts, lengths } = outline;
  if (!parts.data || !lengths) {
    return [];
  }
  const markdown = describeParts(lengths);
  return placesOf(namedFiles(parts.data).map(({ path }) => path)).flatMap(({ path, of }) => {
    const node = document.nodeAt(path);
    const label = sequenceLabel(of, lengths);
    // What an alias names is written before its key.
    const isHere = node && node.range.start > document.keyRangeOf(path).end;
    return isHere && label !== undefined ? [{ offset: node.range.end, label, markdown }] : [];
  });
}

/** The values that sequences come from, each with its parts. */
function placesOf(files: readonly string[]): readonly { path: string; of: readonly PartName[] }[] {
  return files.some((path) => path === 'data/file')
    ? [{ path: 'data/file', of: partNames }]
    : partNames.map((part) => ({ path: `data/${part}`, of: [part] }));
}

/** `76 / 17 / 18 sequences of 24 steps` */
function sequenceLabel(of: readonly PartName[], lengths: PartLengths): string | undefined {
  const steps = describeSteps(...of.map((part) => lengths[part]));
  const counts = of.map((part) => lengths[part].length);
  const [only = 0, ...others] = counts;
  const sequences =
    others.length === 0
      ? countOf(only, 'sequence')
      : `${counts.map((count) => count.toLocaleString('en')).join(' / ')} sequences`;
  return steps === undefined ? undefined : `${sequences} of ${steps}`;
}

function describeParts(lengths: PartLengths): string {
  const rows = partNames.map((part) => {
    const steps = describeSteps(lengths[part]);
    const words = countOf(lengths[part].length, 'sequence');
    return `${partWords[part]}: ${steps === undefined ? words : `${words} of ${steps}`}`;
  });
  return rows.join('  \n');
}

const partWords: Readonly<Record<PartName, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};
