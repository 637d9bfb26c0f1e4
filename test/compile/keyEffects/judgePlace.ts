import { initializerType } from '../../../src/spec/declarations/initializerType.ts';
import { type JudgedSpec, judgeChange, judgeSpec } from './judgeChange.ts';
import type { KeyPlace } from './keyPlaces.ts';
import { otherValues, withValue } from './otherValues.ts';

/** What other values do at one place of a spec. */
export interface JudgedPlace {
  /** Whether other values are legal, but none of them does anything, nor is one reported. */
  readonly isSilent: boolean;
  /** What of the language was seen to have an effect, by its id. */
  readonly effective: readonly string[];
}

/** Keys whose other values do nothing in a run, with the reason. */
export const notInRuns: Readonly<Record<string, string>> = {
  task: 'it decides which keys "data" has: each task has specs of its own',
  'cells.*.summary': 'it is for people, in the hover of the cell',
  'cells.*.source': 'it is for people, in the hover of the cell',
  'cells.*.options.*.summary': 'it is for people, where options of a layer are proposed',
};

/** Tries other values at a place: all variants and words, and numbers until one has an effect. */
export async function judgePlace(before: JudgedSpec, place: KeyPlace): Promise<JudgedPlace> {
  const effective: string[] = [];
  let isSilent = false;
  for (const { value, variant } of Object.hasOwn(notInRuns, place.id) ? [] : otherValues(place)) {
    if (variant !== undefined || effective.length === 0) {
      const changed = await judgeSpec(withValue(before.plain, place.path, value));
      const verdict = judgeChange(before, changed, place.path);
      isSilent ||= verdict === 'silent';
      effective.push(...(verdict === 'effect' ? idsOfEffect(place, variant) : []));
    }
  }
  return { isSilent: isSilent && effective.length === 0, effective };
}

/** What has an effect inside a key is an effect of the key, and tells its two values apart. */
function idsOfEffect({ id, shape, value }: KeyPlace, variant: string | undefined) {
  const start = shape === initializerType.shape ? 'initializer' : id;
  const parts = id.split('.');
  return [
    ...parts.map((_, index) => parts.slice(0, index + 1).join('.')),
    ...(variant === undefined ? [] : [`${start}.${variant}`, `${start}.${value}`]),
  ];
}
