import type { TextEdit } from '../base/fix.ts';
import type { Problem } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';
import type { CodeAction } from './codeAction.ts';
import { inlineCell } from './refactorings/inlineCell.ts';
import { moveCellToFile } from './refactorings/moveCellToFile.ts';
import { useLibraryCell } from './refactorings/useLibraryCell.ts';
import { writeOutShortForm } from './refactorings/writeOutShortForm.ts';

/**
 * The fixes of all problems that touch the range, what can be written otherwise at its start, and the
 * removal of all that has no effect.
 */
export function provideCodeActions(analysis: Analysis, range: Range): readonly CodeAction[] {
  const { problems } = analysis;
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
  const written = refactorings.flatMap((offer) => offer(analysis, range.start) ?? []);
  return [...fixes, ...written, ...removeIdle(problems)];
}

const refactorings = [useLibraryCell, moveCellToFile, inlineCell, writeOutShortForm];

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
