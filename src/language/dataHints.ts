import { countOf } from '../base/counts.ts';
import { type PartName, partNames } from '../data/dataset.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { sizeWords } from '../resolve/dataFacts.ts';
import type { PartlyReadFile } from '../resolve/outline.ts';
import type { PartLengths } from '../resolve/tasks/taskData.ts';
import { namedFiles } from '../resolve/tasks/tasks.ts';
import type { InlayHint } from './provideInlayHints.ts';
import { describeSteps } from './sequenceWords.ts';

/** How many sequences of how many steps the data has, behind each value that they come from. */
export function dataHints({ document, outline }: Analysis): readonly InlayHint[] {
  const { parts, lengths, partlyRead } = outline;
  const { data } = parts;
  const sequences =
    data && lengths
      ? placesOf(namedFiles(data).map(({ path }) => path)).map(({ path, of }) => ({
          path,
          label: sequenceLabel(of, lengths),
          markdown: describeParts(lengths),
        }))
      : [];
  return [...sequences, ...partlyRead.map(partHint)].flatMap(({ path, label, markdown }) => {
    const node = document.nodeAt(path);
    // What an alias names is written before its key.
    const isHere = node && node.range.start > document.keyRangeOf(path).end;
    return isHere && label !== undefined ? [{ offset: node.range.end, label, markdown }] : [];
  });
}

/** That not all of a file is known. */
function partHint({ path, size, isSampled }: PartlyReadFile) {
  const [label, markdown] = isSampled
    ? [
        `sample of ${sizeWords(size)}`,
        'Only the head of the file and stretches further down are checked while you type; training reads all of it.',
      ]
    : [
        `${sizeWords(size)}, not checked`,
        'The file is too large to be checked while you type; training reads all of it.',
      ];
  return { path, label, markdown };
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
