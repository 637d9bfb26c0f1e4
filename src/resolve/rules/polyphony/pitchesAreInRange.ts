import { errorAt, withFixes } from '../../../base/problem.ts';
import type { Pieces } from '../../../data/polyphony/parsePieces.ts';
import type { PolyphonyData } from '../../../spec/spec.ts';
import { readPieces } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every pitch of the pieces is one that the model sees. */
export const pitchesAreInRange: TaskRule<PolyphonyData> = ({ document, source }, data) => {
  const read = readPieces(source.read(data.file));
  if (read.kind !== 'read') {
    return [];
  }
  const pitches = pitchesOf(read.value);
  const [low, high] = data.pitches;
  const outside = pitches.find((pitch) => pitch < low || pitch > high);
  if (outside === undefined) {
    return [];
  }
  const all = pitches.toSorted((a, b) => a - b);
  const message = `"${data.file}" holds pitch ${outside}, which "pitches" leaves out: write "pitches: [${all[0]}, ${all.at(-1)}]", which covers all of it`;
  const problem = errorAt(document.rangeOf('data/pitches'), 'data.out-of-range', message);
  const fix = document.replacement('data/pitches', `[${all[0]}, ${all.at(-1)}]`);
  return [withFixes(problem, [fix])];
};

/** Only a memory of a pure function: there are many notes, and specs are checked often. */
const known = new WeakMap<Pieces, readonly number[]>();

/** Each pitch once, in the order in which they are first played. */
function pitchesOf(pieces: Pieces): readonly number[] {
  const pitches = known.get(pieces) ?? [...new Set(Object.values(pieces).flat(3) as number[])];
  known.set(pieces, pitches);
  return pitches;
}
