import type { Answer, FromPanel, Outcome, PanelAction } from '../../src/protocol/panel.ts';

/** The page's line to the extension host. */
export interface Host<State> {
  /** Resolves when the host has done it or could not, with its sentence about it. */
  readonly request: (action: PanelAction) => Promise<Outcome>;
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

type Waiting = (outcome: Outcome) => void;

/** How long an answer may take to what asks nobody, in seconds. */
const timeLimits: Readonly<Partial<Record<PanelAction['kind'], number>>> = {
  stop: 20,
  openSpec: 20,
};

/**
 * Connects the page: messages arrive in batches, at most one per frame. Requests that ask a person
 * (a place for a file) or compute wait as long as it takes.
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
    request: (action) =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        const seconds = timeLimits[action.kind];
        if (seconds !== undefined) {
          const message = `No answer from the editor within ${seconds} seconds`;
          const outcome = { kind: 'failed', message } as const;
          setTimeout(() => settle(waiting, { type: 'answer', id, outcome }), seconds * 1000);
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
  const resolve = waiting.get(answer.id);
  waiting.delete(answer.id);
  resolve?.(answer.outcome);
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
