import type { PictureNode, UnitCurves } from '../../src/protocol/inspector.ts';

/**
 * What a box of the picture of a cell holds for a unit at a time step: the value of its equation, or,
 * for what is read, that of the step before. `undefined` where one unit has no such value: the input,
 * and before the first step.
 */
export function valueOfNode(
  { name, role }: Pick<PictureNode, 'name' | 'role'>,
  curves: UnitCurves,
  step: number,
  reverse: boolean,
): number | undefined {
  const [, base = name] = /^(.*)\[t(-1)?\]$/.exec(name) ?? [];
  const back = role === 'read' && name.endsWith('[t-1]') ? (reverse ? 1 : -1) : 0;
  const curve = curves.curves.find((one) => one.name === base);
  if (curve === undefined || curve.role === 'input') {
    return undefined;
  }
  return curve.data[Math.floor((step + back - curves.from) / curves.every)];
}
