import { UserError } from '../base/userError.ts';
import type { InspectorAnswer, InspectorRequest } from '../protocol/inspector.ts';
import { openInspectedModel } from '../runtime/inspectedModel.ts';
import { createInspector, type Inspector } from './inspector.ts';

/**
 * The process behind the panels that look into one model. Its one argument is a run's folder or a spec
 * file. It answers `InspectorRequest` messages of the process that started it, in their order, and
 * ends with it.
 */
function main(): void {
  let inspector: Inspector | undefined;
  let last: Promise<void> = Promise.resolve();
  process.on('disconnect', () => process.exit(0));
  process.on('message', (request: InspectorRequest) => {
    last = last.then(async () => {
      const answer = await answerTo(request, () => {
        inspector ??= createInspector(openInspectedModel(process.argv[2] ?? ''));
        return inspector;
      });
      process.send?.(answer);
    });
  });
}

async function answerTo(
  { id, query }: InspectorRequest,
  open: () => Inspector,
): Promise<InspectorAnswer> {
  try {
    const answer = open()[query.kind] as (question: unknown) => Promise<unknown>;
    return { id, kind: 'done', reply: await answer(query.question) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof UserError)) {
      process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
    }
    return { id, kind: 'failed', message };
  }
}

main();
