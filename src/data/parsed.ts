/** What a text means, or why it means nothing. */
export type Parsed<T> = { readonly kind: 'read'; readonly value: T } | Unreadable;

/** `message` is a sentence without a full stop. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly message: string;
}

/** A text that means nothing, for that reason. */
export function unreadable(message: string): Unreadable {
  return { kind: 'unreadable', message };
}
