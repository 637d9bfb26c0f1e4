import type { Decoded } from './valueType.ts';

/** What there is of a part that could not be read. */
interface UnreadParts<T> {
  /** What was read of the part, where it has parts of its own. */
  readonly read?: Decoded<T> | undefined;
  /** What counts in its place where a value must be whole. */
  readonly standIn?: Decoded<T> | undefined;
  /** Whether a whole value may do without the part. */
  readonly isSpare?: boolean;
}

class Unread {
  readonly parts: UnreadParts<unknown>;

  constructor(parts: UnreadParts<unknown>) {
    this.parts = parts;
  }
}

class UnreadAsked extends Error {}

/**
 * Holds the place of a part that could not be read, in a value whose other parts count. Only this
 * file looks at it: others use `wholeValue` or `readableValue`.
 */
export function unread<T>(parts: UnreadParts<T> = {}): Decoded<T> {
  return { value: new Unread(parts) as T };
}

/** Whether every part of a decoded value was read. */
export function isRead(value: unknown): boolean {
  return !(value instanceof Unread) && (!isObject(value) || Object.values(value).every(isRead));
}

/** A decoded value with stand-ins for what could not be read; `undefined` where a part has none. */
export function wholeValue<T>(value: T): T | undefined {
  const whole = fill(value);
  return isRead(whole) ? (whole as T) : undefined;
}

/**
 * A decoded value as far as it was read. Whoever asks for a part that was not is stopped, up to the
 * `ifRead` around it: so a rule judges what it knows, and need not say what it depends on.
 */
export function readableValue<T>(value: T): T {
  if (!isObject(value) || isRead(value)) {
    return value;
  }
  const readable = Array.isArray(value) ? [] : {};
  for (const [key, part] of Object.entries(value)) {
    const { read } = part instanceof Unread ? part.parts : { read: { value: part } };
    const property = read ? { value: readableValue(read.value) } : { get: stop };
    Object.defineProperty(readable, key, { enumerable: true, ...property });
  }
  return readable as T;
}

/** What a computation gives; `undefined` where it asks for something that could not be read. */
export function ifRead<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UnreadAsked) {
      return undefined;
    }
    throw error;
  }
}

function fill(value: unknown): unknown {
  if (value instanceof Unread) {
    const { read, standIn } = value.parts;
    const whole = read && fill(read.value);
    const isWhole = read !== undefined && isRead(whole);
    return isWhole ? whole : standIn ? standIn.value : value;
  }
  if (!isObject(value) || isRead(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(fill);
  }
  const parts = Object.entries(value).filter(([, part]) => !isSpare(part));
  return Object.fromEntries(parts.map(([key, part]) => [key, fill(part)]));
}

function isSpare(part: unknown): boolean {
  return part instanceof Unread && part.parts.isSpare === true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function stop(): never {
  throw new UnreadAsked();
}
