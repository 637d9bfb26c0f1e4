import { hasErrors } from '../../../src/base/problem.ts';
import { analyzeSpec } from '../../../src/compile/analyzeSpec.ts';
import type { Analysis } from '../../../src/resolve/analysis.ts';
import { withFacts } from '../../../src/resolve/tasks/tasks.ts';
import { printSpec } from '../../../src/spec/printSpec.ts';
import type { Plain } from '../../../src/spec/valueType.ts';
import { keyFiles } from './keyFiles.ts';
import { traceRun } from './traceRun.ts';

/** A spec with all that is known of it. */
export interface JudgedSpec {
  readonly plain: Plain;
  readonly analysis: Analysis;
  /** With what follows from its files: the same text for the same spec, in whatever form it is. */
  readonly longForm: string;
  /** All that comes out of its run; `undefined` where there is none because of errors. */
  readonly trace: string | undefined;
}

/** What a change of one place of a spec does. */
export type Verdict =
  /** It says the same in another way. */
  | 'same'
  /** There is a run, and it is another one. */
  | 'effect'
  /** A problem says that it is wrong, or that it has no effect. */
  | 'reported'
  /** Nothing. */
  | 'silent';

/** Reads, checks and runs a spec. */
export async function judgeSpec(plain: Plain): Promise<JudgedSpec> {
  const analysis = analyzeSpec(textOf(plain), keyFiles);
  const { model, problems } = analysis;
  const runs = model !== undefined && !hasErrors(problems);
  const trace = runs ? await traceRun(model, keyFiles) : undefined;
  const longForm = runs ? printSpec(withFacts(model.spec, keyFiles)) : '';
  return { plain, analysis, longForm, trace };
}

/** What it does to write `changed` in place of a spec, which differs from it at `path` only. */
export function judgeChange(
  before: JudgedSpec,
  changed: JudgedSpec,
  path: readonly (string | number)[],
): Verdict {
  if (hasErrors(changed.analysis.problems)) {
    return 'reported';
  }
  if (changed.longForm === before.longForm) {
    return 'same';
  }
  if (changed.trace !== before.trace) {
    return 'effect';
  }
  const isSaid = isReported(before, path) || isReported(changed, path);
  return isSaid ? 'reported' : 'silent';
}

/** Whether a problem says that what stands at the path, or inside it, has no effect. */
function isReported({ analysis }: JudgedSpec, path: readonly (string | number)[]): boolean {
  const { document, problems } = analysis;
  const start = document.keyRangeOf(path.join('/')).start;
  const end = document.rangeOf(path.join('/')).end;
  return problems.some(
    ({ code, range }) => code === 'spec.no-effect' && range.start >= start && range.end <= end,
  );
}

/** YAML holds JSON. */
function textOf(plain: Plain): string {
  return JSON.stringify(plain);
}
