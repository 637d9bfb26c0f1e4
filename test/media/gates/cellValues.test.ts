import { describe, expect, test } from 'vitest';
import { valueOfNode } from '../../../media/gates/cellValues.ts';
import type { UnitCurves } from '../../../src/protocol/inspector.ts';

const curves: UnitCurves = {
  from: 2,
  every: 1,
  curves: [
    { name: 'x', role: 'input', data: Float32Array.of(9, 9, 9) },
    { name: 'i', role: 'gate', data: Float32Array.of(0.25, 0.5, 0.75) },
    { name: 'h', role: 'state', data: Float32Array.of(-1, 0, 1) },
  ],
};

describe('valueOfNode', () => {
  test.each([
    ['i', 'gate', 3, false, 0.5],
    ['h[t]', 'given', 3, false, 0],
    ['h[t-1]', 'read', 3, false, -1],
    ['h[t-1]', 'read', 3, true, 1],
    ['h[t-1]', 'read', 2, false, undefined],
    ['x', 'read', 3, false, undefined],
    ['q', 'value', 3, false, undefined],
  ] as const)('%s, %s, at step %i, reverse %s', (name, role, step, reverse, expected) => {
    expect(valueOfNode({ name, role }, curves, step, reverse)).toBe(expected);
  });
});
