import { errorAt, withFixes } from '../../../base/problem.ts';
import type { PolyphonyData } from '../../../spec/spec.ts';
import { readPieces } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every pitch of the pieces is one that the model sees. */
export const pitchesAreInRange: TaskRule<PolyphonyData> = ({ document, source }, data) => {
  const read = readPieces(source.read(data.file));
  if (read.kind !== 'read') {
    return [];
  }
  const pitches = Object.values(read.value).flat(3) as readonly number[];
  const [low, high] = data.pitches;
  const outside = pitches.filter((pitch) => pitch < low || pitch > high);
  if (outside.length === 0) {
    return [];
  }
  const all = [...new Set(pitches)].sort((a, b) => a - b);
  const message = `"${data.file}" holds pitch ${outside[0]}, which "pitches" leaves out: write "pitches: [${all[0]}, ${all.at(-1)}]", which covers all of it`;
  const problem = errorAt(document.rangeOf('data/pitches'), 'data.out-of-range', message);
  const fix = document.replacement('data/pitches', `[${all[0]}, ${all.at(-1)}]`);
  return [withFixes(problem, [fix])];
};
