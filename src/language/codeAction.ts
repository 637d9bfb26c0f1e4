import type { TextEdit } from '../base/fix.ts';
import type { Problem } from '../base/problem.ts';

/** A change that the editor offers at a place of a file. */
export interface CodeAction {
  readonly title: string;
  readonly kind:
    | 'quickfix'
    | 'source.fixAll'
    | 'refactor.extract'
    | 'refactor.inline'
    | 'refactor.rewrite';
  /** In the file itself; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** A file that is made, its path relative to the file itself. */
  readonly newFile?: { readonly path: string; readonly text: string };
  /** What it mends. */
  readonly problems: readonly Problem[];
  /** Whether it is the likeliest of those that mend its problem. */
  readonly isPreferred: boolean;
}

/** A change that mends nothing. */
export function refactoring(
  kind: 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite',
  title: string,
  edits: readonly TextEdit[],
): CodeAction {
  return { title, kind, edits, problems: [], isPreferred: false };
}
