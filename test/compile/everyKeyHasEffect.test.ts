import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { describeLayer } from '../../src/language/describeLayer.ts';
import { specType } from '../../src/spec/declarations/specKeys.ts';
import { type BaseSpec, baseSpecs } from './keyEffects/baseSpecs.ts';
import { type JudgedSpec, judgeSpec } from './keyEffects/judgeChange.ts';
import { judgePlace, notInRuns } from './keyEffects/judgePlace.ts';
import { keyFiles } from './keyEffects/keyFiles.ts';
import { idsOf, type KeyPlace, keyPlaces } from './keyEffects/keyPlaces.ts';
import { otherValues, withValue } from './keyEffects/otherValues.ts';

/** What came of changing every place of one part of a spec. */
interface Walk {
  readonly problems: readonly string[];
  /** Paths of places where other values are ignored silently. */
  readonly silent: readonly string[];
  readonly effective: readonly string[];
}

const walks = new Map<string, Walk>();

// Some five hundred runs take seconds, many where other tests keep the processor busy.
beforeAll(async () => {
  for (const [name, base] of Object.entries(baseSpecs)) {
    walks.set(name, await walkSpec(base));
  }
}, 180_000);

describe('every key has an effect or is reported', () => {
  test.each(Object.keys(baseSpecs))('in a spec with %s', (name) => {
    expect(walks.get(name)).toMatchObject({ problems: [], silent: [] });
  });

  test('all keys and variants of the language have an effect in one of the specs', () => {
    const effective = new Set([...walks.values()].flatMap((walk) => walk.effective));
    const isKnown = (id: string) => effective.has(id) || Object.hasOwn(notInRuns, id);
    const missing = idsOf(specType.shape).filter((id) => !isKnown(id) && !id.startsWith('task.'));
    expect([...new Set(missing)]).toEqual([]);
  });

  test('the notes of a cell are in its hover', () => {
    const spec = JSON.stringify(baseSpecs.cells?.spec);
    expect(describeLayer(analyzeSpec(spec, keyFiles), 0, { pictures: false })).toMatch(
      /A cell.*A paper/s,
    );
  });

  test('anywhere in specs that are changed at random', async () => {
    const anyBase = fc.constantFrom(...Object.values(baseSpecs));
    const anyChanges = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(anyBase, anyChanges, fc.nat(), async (base, changes, at) => {
      const before = await changedSpec(base, changes);
      const place = placeOf(before, at);
      const { isSilent } = await judgePlace(before, place);
      expect(isSilent ? `${place.path.join('/')} in ${JSON.stringify(before.plain)}` : '').toBe('');
    });
    await fc.assert(property, { numRuns: 40 });
  }, 120_000);
});

async function walkSpec({ spec, part }: BaseSpec): Promise<Walk> {
  const base = await judgeSpec(spec);
  const problems = base.analysis.problems.map(({ message }) => message);
  const silent: string[] = [];
  const effective: string[] = [];
  for (const place of keyPlaces(specType.shape, spec)) {
    const path = place.path.join('/');
    if (`${path}/`.startsWith(`${part}/`)) {
      const judged = await judgePlace(base, place);
      silent.push(...(judged.isSilent ? [path] : []));
      effective.push(...judged.effective);
    }
  }
  return { problems, silent, effective };
}

/** A spec after some changes, each at a place and to a value that its numbers choose. */
async function changedSpec(
  { spec }: BaseSpec,
  changes: readonly (readonly [number, number])[],
): Promise<JudgedSpec> {
  let judged = await judgeSpec(spec);
  for (const [at, which] of changes) {
    const place = placeOf(judged, at);
    const others = otherValues(place);
    const other = others[which % Math.max(1, others.length)];
    const next = other && (await judgeSpec(withValue(judged.plain, place.path, other.value)));
    // A spec with errors has no run that another value could change.
    judged = next?.trace === undefined ? judged : next;
  }
  return judged;
}

function placeOf({ plain }: JudgedSpec, at: number): KeyPlace {
  const places = keyPlaces(specType.shape, plain);
  return present(places[at % places.length], 'a place');
}
