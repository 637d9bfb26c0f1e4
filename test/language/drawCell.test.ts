import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { cellFlow } from '../../src/cells/cellFlow.ts';
import { drawCell } from '../../src/language/drawCell.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { plainCell } from '../../src/resolve/plainCell.ts';
import { expectGolden } from '../golden.ts';

const cells = [...cellLibrary().values()].map((definition) => {
  const cell = present(plainCell(definition), definition.name);
  return [cell.name, cell] as const;
});
const lstm = present(new Map(cells).get('lstm'), 'lstm');

describe('drawCell()', () => {
  test('draws the LSTM', () => {
    expectGolden(drawCell(lstm), new URL('drawCell.svg', import.meta.url));
  });

  test.each(cells)('draws %s inside its frame, with no box on another, in ASCII', (_name, cell) => {
    const svg = drawCell(cell);
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
    const boxes = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g),
    ].map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
    const { columns } = cellFlow(cell);
    expect(boxes).toHaveLength(columns.flat().length);
    for (const [index, [x, y, w, h]] of boxes.entries()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(Number(width));
      expect(y + h).toBeLessThanOrEqual(Number(height));
      const isFree = ([ox, oy, ow, oh]: (typeof boxes)[number]) =>
        x + w <= ox || ox + ow <= x || y + h <= oy || oy + oh <= y;
      expect(boxes.slice(index + 1).every(isFree)).toBe(true);
    }
    expect(svg).toMatch(/^[ -~\n]*$/);
    expect(svg).not.toContain('NaN');
  });
});
