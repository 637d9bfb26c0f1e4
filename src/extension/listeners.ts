/** Somebody to tell; calling it ends the telling. */
export type Unlisten = () => void;

/** A list of listeners, without the editor's own type, so that it runs anywhere. */
export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => Unlisten;
  readonly tell: (value: T) => void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value) => {
      for (const listener of [...listeners]) {
        listener(value);
      }
    },
  };
}
