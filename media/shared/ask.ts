import type {
  InspectorCalls,
  InspectorKind,
  InspectorQuery,
} from '../../src/protocol/inspector.ts';
import type { Host } from './host.ts';

/** Asks the inspector of a model. @throws Error with a sentence why there is no answer. */
export type Ask = <K extends InspectorKind>(
  source: string,
  kind: K,
  question: InspectorCalls[K]['question'],
) => Promise<InspectorCalls[K]['reply']>;

/** Questions over the page's line to the extension host. */
export function askOver({ request }: Pick<Host<unknown>, 'request'>): Ask {
  return async (source, kind, question) => {
    const query = { kind, question } as InspectorQuery;
    const outcome = await request({ kind: 'ask', source, query });
    if (outcome.kind === 'failed') {
      throw new Error(outcome.message);
    }
    return outcome.reply as InspectorCalls[typeof kind]['reply'];
  };
}
