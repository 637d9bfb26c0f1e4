import { UserError } from '../base/userError.ts';
import type { ProcessEnd } from './nodeProcess.ts';

/**
 * The answer of an `rnn … --json` command: the last line of its output that has this `type`.
 *
 * @throws UserError with what the command said instead.
 */
export function readLastLine<Answer extends { readonly type: string }>(
  ended: ProcessEnd,
  type: Answer['type'],
): Answer {
  const lines = ended.output.split('\n').flatMap(parseLine);
  const answer = lines.findLast((line) => line.type === type);
  if (ended.code === 0 && answer !== undefined) {
    return answer as Answer & Line;
  }
  throw new UserError(explain(ended, lines));
}

interface Line {
  readonly type?: unknown;
  readonly message?: unknown;
}

function explain(ended: ProcessEnd, lines: readonly Line[]): string {
  const message = lines.findLast((line) => typeof line.message === 'string')?.message;
  const printed = ended.errors.trim() || ended.output.trim();
  return typeof message === 'string'
    ? message
    : printed || `The command ended with code ${ended.code ?? 'unknown'} and said nothing`;
}

function parseLine(text: string): readonly Line[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch {
    return [];
  }
}
