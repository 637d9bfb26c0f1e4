import { beforeAll, describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { describeLayer } from '../../src/language/describeLayer.ts';
import { initializerType } from '../../src/spec/declarations/initializerType.ts';
import { specType } from '../../src/spec/declarations/specKeys.ts';
import { type BaseSpec, baseSpecs } from './keyEffects/baseSpecs.ts';
import { judgeChange, judgeSpec, type Verdict } from './keyEffects/judgeChange.ts';
import { keyFiles } from './keyEffects/keyFiles.ts';
import { idsOf, keyPlaces } from './keyEffects/keyPlaces.ts';
import { otherValues, withValue } from './keyEffects/otherValues.ts';

/** What came of changing every place of one spec. */
interface Walk {
  readonly problems: readonly string[];
  /** Paths where other values are legal, but none of them does anything or is reported. */
  readonly silent: readonly string[];
  /** What of the language was seen to have an effect. */
  readonly effective: readonly string[];
}

/** Keys whose other values do nothing in a run, with the reason. */
const notInRuns: Readonly<Record<string, string>> = {
  task: 'it decides which keys "data" has: each task has specs of its own',
  'cells.*.summary': 'it is for people, in the hover of the cell',
  'cells.*.source': 'it is for people, in the hover of the cell',
  'cells.*.options.*.summary': 'it is for people, where options of a layer are proposed',
};

const walks = new Map<string, Walk>();

beforeAll(async () => {
  for (const [name, plain] of Object.entries(baseSpecs)) {
    walks.set(name, await walkSpec(plain));
  }
}, 60_000);

describe('every key has an effect or is reported', () => {
  test.each(Object.keys(baseSpecs))('in a spec with %s', (name) => {
    expect(walks.get(name)).toMatchObject({ problems: [], silent: [] });
  });

  test('the notes of a cell are in its hover', () => {
    const spec = JSON.stringify(baseSpecs.cells?.spec);
    const model = present(analyzeSpec(spec, keyFiles).model, 'the model');
    expect(describeLayer(model, 0)).toMatch(/A cell.*A paper/s);
  });

  test('all keys and variants of the language have an effect in one of the specs', () => {
    const effective = new Set([...walks.values()].flatMap((walk) => walk.effective));
    const all = new Set(idsOf(specType.shape));
    const known = (id: string) =>
      effective.has(id) || id.startsWith('task.') || Object.hasOwn(notInRuns, id);
    expect([...all].filter((id) => !known(id))).toEqual([]);
  });
});

async function walkSpec({ spec, part }: BaseSpec): Promise<Walk> {
  const base = await judgeSpec(spec);
  const places = keyPlaces(specType.shape, spec).filter(({ path }) =>
    `${path.join('/')}/`.startsWith(`${part}/`),
  );
  const silent: string[] = [];
  const effective: string[] = [];
  for (const place of places.filter(({ id }) => !Object.hasOwn(notInRuns, id))) {
    const verdicts = new Set<Verdict>();
    for (const { value, variant } of otherValues(place)) {
      const changed = await judgeSpec(withValue(spec, place.path, value));
      const verdict = judgeChange(base, changed, place.path);
      verdicts.add(verdict);
      if (verdict === 'effect') {
        const start = place.shape === initializerType.shape ? 'initializer' : place.id;
        effective.push(...withParents(place.id), `${start}.${variant}`, `${start}.${place.value}`);
      }
    }
    if (verdicts.has('silent') && !verdicts.has('effect')) {
      silent.push(place.path.join('/'));
    }
  }
  return { problems: base.analysis.problems.map(({ message }) => message), silent, effective };
}

/** What has an effect inside a key is an effect of the key. */
function withParents(id: string): readonly string[] {
  const parts = id.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
