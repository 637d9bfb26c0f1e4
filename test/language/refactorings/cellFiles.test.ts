import { describe, expect, test } from 'vitest';
import { libraryTexts } from '../../../src/cells/library.ts';
import { inlineCell } from '../../../src/language/refactorings/inlineCell.ts';
import { moveCellToFile } from '../../../src/language/refactorings/moveCellToFile.ts';
import type { DataSource } from '../../../src/resolve/dataSource.ts';
import { decodeCell } from '../../../src/spec/parseSpec.ts';
import { refactorAt } from './applyAction.ts';

const around = (cells: string) => `task: forecast\n${cells}model: [mine: 4, linear]\n`;

/** A spec's cells, and what is left of them and what is in the new file. */
const moves: readonly (readonly [string, string, string, string])[] = [
  [
    'a cell with keys and its comments',
    'cells:\n  mine: # Of mine\n    # The equations\n    equations: |\n      # One\n      h = W @ x\n\n    output: h # out\n  other: h = x\n',
    'cells:\n  mine: {file: mine.cell.yaml} # Of mine\n  other: h = x\n',
    '# The equations\nequations: |\n  # One\n  h = W @ x\n\noutput: h # out\n',
  ],
  [
    'equations in a literal block',
    'cells:\n  mine: |\n    g = W @ x\n    h = g\n',
    'cells:\n  mine: {file: mine.cell.yaml}\n',
    'equations: |\n  g = W @ x\n  h = g\n',
  ],
  [
    'equations on one line',
    'cells:\n  mine: h = W @ x # short\n',
    'cells:\n  mine: {file: mine.cell.yaml} # short\n',
    'equations: h = W @ x\n',
  ],
  [
    'equations in quotes and braces',
    'cells: {mine: "h = W @ x", other: h = x}\n',
    'cells: {mine: {file: mine.cell.yaml}, other: h = x}\n',
    'equations: "h = W @ x"\n',
  ],
  [
    'keys in braces',
    'cells:\n  mine: {equations: h = W @ x, output: h}\n',
    'cells:\n  mine: {file: mine.cell.yaml}\n',
    '{equations: h = W @ x, output: h}\n',
  ],
];

describe('moveCellToFile()', () => {
  test.each(moves)('moves %s', (_what, cells, left, file) => {
    const moved = refactorAt(moveCellToFile, around(cells), 'mine');
    expect(moved?.text).toBe(around(left));
    expect(moved?.newFile).toEqual({ path: 'mine.cell.yaml', text: file });
  });

  test('writes the line ends of the spec', () => {
    const text = around('cells:\n  mine: |\n    g = W @ x\n    h = g\n').replaceAll('\n', '\r\n');
    const moved = refactorAt(moveCellToFile, text, 'mine');
    expect(moved?.text).toBe(
      around('cells:\n  mine: {file: mine.cell.yaml}\n').replaceAll('\n', '\r\n'),
    );
    expect(moved?.newFile?.text).toBe('equations: |\r\n  g = W @ x\r\n  h = g\r\n');
  });

  test('takes a name that is free', () => {
    const text = around('cells: {right: "h = W @ x"}\n');
    expect(refactorAt(moveCellToFile, text, 'right')?.newFile?.path).toBe('right-2.cell.yaml');
  });

  test.each([
    ['that is in a file already', 'cells: {mine: {file: a.cell.yaml}}\n'],
    ['with an alias', 'cells:\n  other: &eq h = x\n  mine:\n    equations: *eq\n'],
    ['that is none', 'cells: {mine: [1]}\n'],
    ['with a name that no cell may have', 'cells: {"../mine": "h = W @ x"}\n'],
  ])('leaves a cell %s where it is', (_what, cells) => {
    expect(refactorAt(moveCellToFile, around(cells), 'mine')).toBeUndefined();
  });

  test('is offered nowhere else', () => {
    expect(refactorAt(moveCellToFile, around('cells: {mine: "h = x"}\n'), 'task')).toBeUndefined();
  });
});

/** A folder with one file. */
function folderWith(path: string, text: string): DataSource {
  return {
    read: (file) =>
      file === path ? { kind: 'text', text, path } : { kind: 'missing', path: file },
  };
}

describe('inlineCell()', () => {
  const reference = around('cells:\n  mine: {file: a.cell.yaml} # shared\n');

  test('writes a file into the spec with its comments', () => {
    const file = '# A cell\nequations: |\n  g = W @ x\n\n  h = g # out\noutput: h\n';
    const inlined = refactorAt(inlineCell, reference, 'mine', folderWith('a.cell.yaml', file));
    expect(inlined?.text).toBe(
      around(
        'cells:\n  mine: # shared\n    # A cell\n    equations: |\n      g = W @ x\n\n      h = g # out\n    output: h\n',
      ),
    );
  });

  test.each([
    ['that is not there', 'b.cell.yaml', 'equations: h = x\n'],
    ['with a mistake', 'a.cell.yaml', 'equatons: h = x\n'],
    ['that is a spec', 'a.cell.yaml', 'cells: {mine: "h = x"}\n'],
    ['with a start of a document', 'a.cell.yaml', '---\nequations: h = x\n'],
  ])('leaves a file %s alone', (_what, path, text) => {
    expect(refactorAt(inlineCell, reference, 'mine', folderWith(path, text))).toBeUndefined();
  });

  test.each(Object.entries(libraryTexts))('takes back what was moved: %s', (_name, text) => {
    const source = folderWith('mine.cell.yaml', text);
    const reference = around('cells:\n  mine: {file: mine.cell.yaml}\n');
    const inlined = refactorAt(inlineCell, reference, 'mine', source)?.text ?? '';
    const moved = refactorAt(moveCellToFile, inlined, 'mine');
    expect(moved?.newFile?.text).toBe(text);
    expect(moved?.text).toBe(reference);
    expect(decodeCell(text).problems).toEqual([]);
  });
});
