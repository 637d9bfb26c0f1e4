import { describe, expect, it } from 'vitest';
import { isAlive, isElsewhere, thisProcess } from '../../src/runtime/processIdentity.ts';

describe('isAlive', () => {
  it('sees this process', () => {
    expect(isAlive(thisProcess())).toBe(true);
    expect(isElsewhere(thisProcess())).toBe(false);
  });

  it('does not take a process of another machine for the one here with its number', () => {
    const other = { ...thisProcess(), host: 'another-container' };
    expect(isAlive(other)).toBe(false);
    expect(isElsewhere(other)).toBe(true);
  });
});
