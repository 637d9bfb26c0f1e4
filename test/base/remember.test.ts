import { expect, test, vi } from 'vitest';
import { remember } from '../../src/base/remember.ts';

test('remember() asks again only for what it does not know, and forgets what was asked long ago', () => {
  const double = vi.fn(({ size }: { size: number }) => ({ size: 2 * size }));
  const remembered = remember(double, 2);
  const first = remembered({ size: 1 });
  expect(first).toEqual({ size: 2 });
  expect(remembered({ size: 1 })).toBe(first);
  remembered({ size: 2 });
  remembered({ size: 1 });
  remembered({ size: 3 });
  expect(double).toHaveBeenCalledTimes(3);
  expect(remembered({ size: 1 })).toBe(first);
  expect(remembered({ size: 2 })).toEqual({ size: 4 });
  expect(double).toHaveBeenCalledTimes(4);
});

test('remember() does not remember what was thrown', () => {
  const fail = vi.fn((): void => {
    throw new Error('no');
  });
  const remembered = remember(fail);
  expect(() => remembered()).toThrow('no');
  expect(() => remembered()).toThrow('no');
  expect(fail).toHaveBeenCalledTimes(2);
});
