import { describe, expect, test } from 'vitest';
import { cellNames } from '../../../src/language/symbols/cellNames.ts';
import type { Occurrence } from '../../../src/language/symbols/occurrence.ts';
import { symbolIndex } from '../../../src/language/symbols/symbolIndex.ts';
import { cellLibrary } from '../../../src/resolve/cellLibrary.ts';
import { parseCellFile, parseSpec } from '../../../src/spec/parseSpec.ts';
import { memoryDataSource } from '../../resolve/dataFixtures.ts';
import { annotate, withoutMarks } from '../annotate.ts';
import { readCases } from '../readCases.ts';

function indexOf(text: string) {
  // A file that begins so holds one cell.
  const document = text.startsWith('summary:')
    ? parseCellFile(text, 'mine').value.document
    : parseSpec(text).value;
  return symbolIndex({ document, source: memoryDataSource });
}

/** The text with a line for every name in it. */
function markNames(fixture: string): string {
  const text = withoutMarks(fixture);
  const { occurrences, cells } = indexOf(text);
  const labelOf = ({ name, kind, access, cells: owners }: Occurrence) => {
    const shapes = owners.flatMap((owner) => cells.get(owner)?.names.get(name)?.shape ?? []);
    const of = owners.length > 0 ? `of ${owners.map((owner) => `"${owner}"`).join(', ')}` : '';
    return [access, kind, of, shapes.join(' × ')].filter((word) => word !== '').join(' ');
  };
  const marks = occurrences.map((one) => ({ range: one.range, label: labelOf(one) }));
  return annotate(text, marks);
}

const cases = readCases(new URL('names.yaml', import.meta.url), markNames);

/** Milliseconds after which an answer counts as hanging, also on a machine that is busy. */
const patience = { timeout: 60_000 };

describe('symbolIndex()', patience, () => {
  test.each(cases)('finds $name', ({ text }) => {
    expect(markNames(text)).toBe(text);
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
    const equations = Array.from({ length: 3000 }, (_, line) => `    v${line} = W_${line} @ x`);
    const { occurrences } = indexOf(`cells:\n  mine: |\n${equations.join('\n')}\n`);
    expect(occurrences.length).toBe(3000 * 3 + 1);
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
