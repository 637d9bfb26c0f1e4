import type { Answer, FromPanel, PanelAction } from '../../src/protocol/panel.ts';

/** The page's line to the extension host. */
export interface Host<State> {
  /** Resolves when the host has done it, rejects with its sentence when it could not. */
  readonly request: (action: PanelAction, timeoutSeconds?: number) => Promise<void>;
  /** What the page had kept before it was closed or reloaded. */
  readonly state: State | undefined;
  readonly keep: (state: State) => void;
}

interface EditorApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Connects the page: messages arrive in batches, at most one per frame. Requests that ask a person
 * (a place for a file) wait as long as it takes; others may be given a time-out.
 */
export function connectHost<Message extends { readonly type: string }, State>(
  receive: (messages: readonly Exclude<Message, Answer>[]) => void,
): Host<State> {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, Waiting>();
  const queue = createFrameQueue(receive);
  let lastId = 0;
  addEventListener('message', (event: MessageEvent<Message | Answer>) => {
    const message = event.data;
    if (isAnswer(message)) {
      settle(waiting, message);
    } else {
      queue(message as Exclude<Message, Answer>);
    }
  });
  api.postMessage({ type: 'ready' });
  return {
    request: (action, timeoutSeconds) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        if (timeoutSeconds !== undefined) {
          const error = `No answer from the editor within ${timeoutSeconds} seconds`;
          setTimeout(() => settle(waiting, { type: 'answer', id, error }), timeoutSeconds * 1000);
        }
        api.postMessage({ type: 'request', id, action });
      }),
    state: api.getState() as State | undefined,
    keep: (state) => api.setState(state),
  };
}

function isAnswer(message: { readonly type: string }): message is Answer {
  return message.type === 'answer';
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const request = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.error === undefined) {
    request?.resolve();
  } else {
    request?.reject(new Error(answer.error));
  }
}

/** Collects what arrives within one frame, so that the page is drawn at most once per frame. */
function createFrameQueue<Item>(handle: (items: readonly Item[]) => void): (item: Item) => void {
  let items: Item[] = [];
  return (item) => {
    items.push(item);
    if (items.length === 1) {
      requestAnimationFrame(() => {
        const batch = items;
        items = [];
        handle(batch);
      });
    }
  };
}
