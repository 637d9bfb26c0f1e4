import { describe, expect, test } from 'vitest';
import { libraryTexts } from '../../src/cells/library.ts';
import { analyzeCellFile } from '../../src/compile/analyzeCellFile.ts';
import { prepareRename, provideRename } from '../../src/language/provideRename.ts';
import { symbolIndex } from '../../src/language/symbols/symbolIndex.ts';
import type { Analysis } from '../../src/resolve/analysis.ts';
import { noDataSource } from '../../src/resolve/dataSource.ts';
import { readFixtureFiles } from './fixtureFiles.ts';
import { readCases } from './readCases.ts';

/** The case with what a rename makes of its files, or why there is none. */
function rename(fixture: string): string {
  const { file, offset, head, workspace, change } = readFixtureFiles(fixture);
  const newName = /^new name: (.+)/.exec(head)?.[1] ?? '';
  const found = provideRename(file, offset, newName, workspace);
  if (found?.kind === 'edits') {
    return change(found.edits);
  }
  return `${change([])}>>> ${found ? `refused: ${found.message}` : 'nothing to rename'}\n`;
}

const cases = readCases(new URL('renames.yaml', import.meta.url), rename);

describe('provideRename()', { timeout: 60_000 }, () => {
  test.each(cases)('changes $name', ({ text }) => {
    expect(rename(text)).toBe(text);
  });

  test.each(['rnn', 'lstm', 'lnlstm', 'qrnn', 'cornn', 'mogrifier'])(
    'leaves what the cell "%s" computes as it is, whatever is renamed',
    (cell) => {
      const { file, workspace, apply } = readFixtureFiles(
        `--- mine.cell.yaml\n${libraryTexts[cell]}`,
      );
      const { occurrences } = symbolIndex(file);
      const facts = factsOf(file);
      const renamed = [...new Set(occurrences.map(({ name }) => name))].filter((name) => {
        const newName = /^[^_]+_/.test(name) ? `${name.split('_')[0]}_other` : 'other';
        const offset = occurrences.find((one) => one.name === name)?.range.start ?? 0;
        const found = provideRename(file, offset, newName, workspace);
        const [changed] = found?.kind === 'edits' ? apply(found.edits) : [];
        if (changed !== undefined) {
          const after = factsOf(analyzeCellFile(changed, 'mine', noDataSource));
          expect(after).toEqual(renameIn(facts, name, newName));
        }
        return changed !== undefined;
      });
      expect(renamed.length).toBeGreaterThan(2);
    },
  );
});

test('provideRename() writes the line ends of the file', () => {
  const text = 'equations: |\r\n  h = tanh(W @ x)\r\n';
  const { file, workspace, apply } = readFixtureFiles(`--- mine.cell.yaml\n${text}`);
  const found = provideRename(file, text.indexOf('h = '), 'y', workspace);
  expect(found?.kind === 'edits' && apply(found.edits)).toEqual([
    'output: y\r\nequations: |\r\n  y = tanh(W @ x)\r\n',
  ]);
});

describe('prepareRename()', () => {
  test('gives the characters of a name, and says at once what cannot be renamed', () => {
    const text = 'cells: {mine: "i = W @ x"}';
    const { workspace, file } = readFixtureFiles(`--- one.rnn.yaml\n${text}`);
    const prepare = (word: string) => prepareRename(file, text.indexOf(word), workspace);
    const start = text.indexOf('W');
    expect(prepare('W')).toEqual({ kind: 'name', range: { start, end: start + 1 } });
    expect(prepare('x')).toMatchObject({ kind: 'refused', message: expect.any(String) });
    expect(prepare('@ x')).toBeUndefined();
  });
});

/** What is known of a cell and its names, in the order of the file. */
function factsOf({ document, source, problems }: Analysis): unknown {
  const cell = symbolIndex({ document, source }).cells.get('mine');
  const names = [...(cell?.names.values() ?? [])].map(({ name, kind, shape, parameter }) => ({
    name,
    kind,
    shape,
    role: parameter?.role,
  }));
  return { problems, output: cell?.definition?.output, names };
}

/** Facts in which a name is another one. */
function renameIn(facts: unknown, name: string, newName: string): unknown {
  return JSON.parse(JSON.stringify(facts, (_key, value) => (value === name ? newName : value)));
}
