import { describe, expect, test } from 'vitest';
import { ifRead, isRead, readableValue, unread, wholeValue } from '../../src/spec/unread.ts';

const hole = unread<number>().value;
const filled = unread({ standIn: { value: 2 } }).value;
const partly = unread({ read: { value: [1, hole] }, standIn: { value: [3] } }).value;

describe('wholeValue()', () => {
  test('puts stand-ins in, what was read before them', () => {
    const read = unread({ read: { value: [1, filled] }, standIn: { value: [3] } }).value;
    expect(wholeValue({ a: filled, b: partly, c: read, d: 4 })).toEqual({
      a: 2,
      b: [3],
      c: [1, 2],
      d: 4,
    });
  });

  test('is undefined where a part has no stand-in', () => {
    expect(wholeValue({ a: [{ b: hole }] })).toBeUndefined();
  });
});

describe('readableValue()', () => {
  test('gives what was read and stops whoever asks for the rest', () => {
    const readable = readableValue({ a: filled, b: partly, c: { d: 4 } });
    expect(ifRead(() => readable.c.d)).toBe(4);
    expect(ifRead(() => readable.b[0])).toBe(1);
    expect(ifRead(() => readable.b[1])).toBeUndefined();
    expect(ifRead(() => readable.a)).toBeUndefined();
    expect(() => readable.a).toThrow();
  });

  test('is the same object where all was read', () => {
    const value = { a: [1, undefined] };
    expect(isRead(value)).toBe(true);
    expect(readableValue(value)).toBe(value);
    expect(wholeValue(value)).toBe(value);
  });
});

test('ifRead() lets other errors pass', () => {
  const fail = () => {
    throw new Error('another');
  };
  expect(() => ifRead(fail)).toThrow('another');
});
