import { createLineMap } from '../base/lineMap.ts';
import type { Problem } from '../base/problem.ts';
import { UserError } from '../base/userError.ts';

/** A spec that cannot be trained as it stands, with everything needed to show where. */
export class SpecError extends UserError {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly Problem[];

  constructor(path: string, text: string, problems: readonly Problem[]) {
    super(summary(path, text, problems));
    this.path = path;
    this.text = text;
    this.problems = problems;
  }
}

function summary(path: string, text: string, problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) {
    return `"${path}" cannot be trained`;
  }
  const line = createLineMap(text).positionAt(first.range.start).line + 1;
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors; the first is`;
  return `"${path}" has ${count} in line ${line}: ${first.message}`;
}
