import { applyEdits } from '../../../src/base/fix.ts';
import { analyzeSpec } from '../../../src/compile/analyzeSpec.ts';
import type { CodeAction } from '../../../src/language/codeAction.ts';
import type { Analysis } from '../../../src/resolve/analysis.ts';
import type { DataSource } from '../../../src/resolve/dataSource.ts';
import { memoryDataSource } from '../../resolve/dataFixtures.ts';

/** What a refactoring makes of a text. */
export interface Refactored {
  readonly title: string;
  readonly text: string;
  readonly newFile: CodeAction['newFile'];
}

/** Asks for a refactoring at the first place of a word; `undefined` where it is not offered. */
export function refactorAt(
  offer: (analysis: Analysis, offset: number) => CodeAction | undefined,
  text: string,
  word: string,
  source: DataSource = memoryDataSource,
): Refactored | undefined {
  const action = offer(analyzeSpec(text, source), text.indexOf(word));
  return (
    action && {
      title: action.title,
      text: applyEdits(text, action.edits),
      newFile: action.newFile,
    }
  );
}
