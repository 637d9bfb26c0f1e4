import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createLineMap } from '../../../src/base/lineMap.ts';
import { cellNames } from '../../../src/language/symbols/cellNames.ts';
import type { Occurrence } from '../../../src/language/symbols/occurrence.ts';
import { symbolIndex } from '../../../src/language/symbols/symbolIndex.ts';
import { cellLibrary } from '../../../src/resolve/cellLibrary.ts';
import { parseSpec } from '../../../src/spec/parseSpec.ts';
import { memoryDataSource } from '../../resolve/dataFixtures.ts';

const fixture = fileURLToPath(new URL('names.yaml', import.meta.url));

/** A line below the one that a name is in: `#   ^ read parameter of mine [hidden, input]`. */
const annotation = /^#? *\^+ (?:write|read|previous) .*\n/gm;

const [, ...parts] = readFileSync(fixture, 'utf8').split(/^=== (.+)\n/m);
const cases = parts.flatMap((name, index) =>
  index % 2 === 0 ? [{ name, text: parts[index + 1] ?? '' }] : [],
);

function indexOf(text: string) {
  return symbolIndex({ document: parseSpec(text).value, source: memoryDataSource });
}

/** The text with a line for every name in it. */
function annotate(fixtureText: string): string {
  const text = fixtureText.replaceAll(annotation, '');
  const { occurrences, cells } = indexOf(text);
  const lines = createLineMap(text);
  const describeAt = ({ range, name, kind, access, cells: owners }: Occurrence) => {
    const { character } = lines.positionAt(range.start);
    const carets = '^'.repeat(range.end - range.start);
    const shape = owners.map((owner) => cells.get(owner)?.names.get(name)?.shape);
    const sizes = shape.flatMap((one) => (one ? [`[${one.join(', ')}]`] : [])).join(' ');
    const of = owners.length > 0 ? ` of ${owners.map((owner) => `"${owner}"`).join(', ')}` : '';
    const indent = character === 0 ? '' : `#${' '.repeat(character - 1)}`;
    return `${indent}${carets} ${access} ${kind}${of} ${sizes}`.trimEnd();
  };
  return text
    .split('\n')
    .flatMap((line, number) => [
      line,
      ...occurrences
        .filter(({ range }) => lines.positionAt(range.start).line === number)
        .map(describeAt),
    ])
    .join('\n');
}

describe('symbolIndex()', () => {
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(
      fixture,
      cases.map(({ name, text }) => `=== ${name}\n${annotate(text)}`).join(''),
    );
  }

  test.each(cases)('finds $name', ({ text }) => {
    expect(annotate(text)).toBe(text);
  });

  test('finds the name at an offset, also directly behind it', () => {
    const text = 'cells: {mine: "h = W@x"}';
    const namesAt = (at: number) => indexOf(text).at(at)?.name;
    expect(namesAt(text.indexOf('W'))).toBe('W');
    expect(namesAt(text.indexOf('@'))).toBe('W');
    expect(namesAt(text.indexOf('x'))).toBe('x');
    expect(namesAt(text.indexOf('=') + 1)).toBeUndefined();
  });

  test('finds the cell that an offset stands in', () => {
    const text = 'cells:\n  one: h = W @ x\n  two: h = R @ x\n';
    expect(indexOf(text).cellAt(text.indexOf('R'))?.name).toBe('two');
    expect(indexOf(text).cellAt(0)).toBeUndefined();
  });

  test('is quick in a text with very many names', () => {
    const equations = Array.from({ length: 8000 }, (_, line) => `    v${line} = W_${line} @ x`);
    const { occurrences } = indexOf(`cells:\n  mine: |\n${equations.join('\n')}\n`);
    expect(occurrences.length).toBe(8000 * 3 + 1);
  });
});

describe('cellNames()', () => {
  test('knows the role and the gate of a parameter', () => {
    const lstm = cellLibrary().get('lstm');
    const names = lstm && cellNames(lstm);
    expect(names?.get('R_f')).toEqual({
      name: 'R_f',
      kind: 'parameter',
      shape: ['hidden', 'hidden'],
      parameter: {
        name: 'R_f',
        stem: 'R',
        gate: 'f',
        shape: ['hidden', 'hidden'],
        role: 'recurrent',
      },
    });
  });

  test('knows names that only an option brings', () => {
    const lstm = cellLibrary().get('lstm');
    expect(lstm && cellNames(lstm).get('W_h')?.shape).toEqual(['projection', 'hidden']);
  });

  test.each([...cellLibrary().values()])('knows all shapes of $name', (cell) => {
    const unknown = [...cellNames(cell).values()].filter(
      ({ kind, shape }) => !['size', 'option', 'function'].includes(kind) && shape === undefined,
    );
    expect(unknown).toEqual([]);
  });
});
