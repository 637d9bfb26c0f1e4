import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { specType } from '../../src/spec/declarations/specKeys.ts';
import type { Plain } from '../../src/spec/valueType.ts';
import { baseSpecs } from '../compile/keyEffects/baseSpecs.ts';
import { keyFiles } from '../compile/keyEffects/keyFiles.ts';
import { keyPlaces } from '../compile/keyEffects/keyPlaces.ts';
import { withValue } from '../compile/keyEffects/otherValues.ts';

/** What no key of the language takes. */
const nonsense: Plain = [[[]]];

/** Milliseconds after which a spec counts as hanging, also on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('a value that cannot be read is reported there, and nothing else is', patience, () => {
  test.each(Object.entries(baseSpecs))('in a spec with %s', (_name, { spec }) => {
    const written = keyPlaces(specType.shape, spec).filter(({ value }) => value !== undefined);
    for (const { path } of written) {
      const { document, problems } = analyzeSpec(textOf(withValue(spec, path, nonsense)), keyFiles);
      const place = path.join('/');
      const start = document.keyRangeOf(place).start;
      const end = document.rangeOf(place).end;
      const elsewhere = problems.filter(({ range }) => range.start < start || range.end > end);
      expect([place, ...elsewhere.map(({ message }) => message)]).toEqual([place]);
      expect(problems.length, place).toBeGreaterThan(0);
    }
  });
});

function textOf(plain: Plain): string {
  return JSON.stringify(plain);
}
