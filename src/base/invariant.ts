/** Throws when our own code is wrong; never used for what a user wrote or what the world did. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) {
    throw new Error(`Broken invariant: ${message}`);
  }
}

/** The end of an exhaustive switch: compiles only when every case was taken. */
export function assertNever(value: never): never {
  throw new Error(`Broken invariant: unexpected case ${JSON.stringify(value)}`);
}

/** The value, which our own code guarantees to be there. */
export function present<T>(value: T | undefined, what: string): T {
  invariant(value !== undefined, `${what} is missing`);
  return value;
}
