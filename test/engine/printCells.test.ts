import { expect, test } from 'vitest';
import { printCells } from '../../src/engine/printCells.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { expectGolden } from '../golden.ts';

test('printCells() is what docs/cells.md holds', () => {
  expectGolden(printCells(), new URL('../../docs/cells.md', import.meta.url));
});

test('printCells() has a part on every cell of the library', () => {
  const titles = printCells().match(/(?<=^## `)[^`]+/gm);
  expect(titles).toEqual([...cellLibrary().keys()]);
});

test('printCells() counts the parameters of a cell in words', () => {
  expect(printCells()).toContain('parameters `4·hidden·(input + hidden + 1)`.');
});
