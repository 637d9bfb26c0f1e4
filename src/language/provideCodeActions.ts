import type { TextEdit } from '../base/fix.ts';
import type { Problem } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';

/** A change that the editor offers at a place of a file. */
export interface CodeAction {
  readonly title: string;
  readonly kind: 'quickfix' | 'source.fixAll';
  /** In the file itself; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** What it mends. */
  readonly problems: readonly Problem[];
  /** Whether it is the likeliest of those that mend its problem. */
  readonly isPreferred: boolean;
}

/** The fixes of all problems that touch the range, and the removal of all that has no effect. */
export function provideCodeActions(
  { problems }: Pick<Analysis, 'problems'>,
  range: Range,
): readonly CodeAction[] {
  const fixes = problems
    .filter((problem) => touches(problem.range, range))
    .flatMap((problem) =>
      (problem.fixes ?? []).map(
        ({ title, edits }, index): CodeAction => ({
          title,
          kind: 'quickfix',
          edits,
          problems: [problem],
          isPreferred: index === 0,
        }),
      ),
    );
  return [...fixes, ...removeIdle(problems)];
}

function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Takes away all that has no effect, which changes no run; what touches another change is left. */
function removeIdle(problems: readonly Problem[]): readonly CodeAction[] {
  const edits: TextEdit[] = [];
  const mended: Problem[] = [];
  for (const problem of problems.filter(({ code }) => code === 'spec.no-effect')) {
    const removal = problem.fixes?.find((fix) => fix.edits.every(isRemoval));
    const isFree = !removal?.edits.some((one) => edits.some((it) => touches(one.range, it.range)));
    if (removal && isFree) {
      edits.push(...removal.edits);
      mended.push(problem);
    }
  }
  const title = 'Remove all that has no effect';
  const kind = 'source.fixAll';
  return mended.length > 0 ? [{ title, kind, edits, problems: mended, isPreferred: false }] : [];
}

/** What was the only one of its block leaves `{}` behind. */
function isRemoval({ newText }: TextEdit): boolean {
  return ['', '{}'].includes(newText.trim());
}
