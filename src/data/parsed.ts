/** What a text means, or why it means nothing. */
export type Parsed<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** `message` is a sentence without a full stop. */
  | { readonly kind: 'unreadable'; readonly message: string };
