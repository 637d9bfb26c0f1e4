import { provideCodeActions } from '../../src/language/provideCodeActions.ts';
import { provideCodeLenses } from '../../src/language/provideCodeLenses.ts';
import { provideCompletion } from '../../src/language/provideCompletion.ts';
import { provideDiagnostics } from '../../src/language/provideDiagnostics.ts';
import { provideFormatting } from '../../src/language/provideFormatting.ts';
import { provideHover } from '../../src/language/provideHover.ts';
import { allInlayHints, provideInlayHints } from '../../src/language/provideInlayHints.ts';
import { provideSemanticTokens } from '../../src/language/provideSemanticTokens.ts';
import type { Analysis } from '../../src/resolve/analysis.ts';

/** A place of an open file, and what is known about the file. */
export interface Asked {
  readonly analysis: Analysis;
  /** Where the cursor is. */
  readonly offset: number;
}

/** Every feature of `src/language` by the name of its file: whatever the text is, none throws. */
export const providers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  provideCodeActions: ({ analysis, offset }) => [
    provideCodeActions(analysis, { start: offset, end: offset }),
    provideCodeActions(analysis, { start: 0, end: analysis.document.text.length }),
  ],
  provideCodeLenses: ({ analysis }) => provideCodeLenses(analysis.document),
  provideCompletion: ({ analysis, offset }) => provideCompletion(analysis.document, offset),
  provideDiagnostics: ({ analysis }) => provideDiagnostics(analysis),
  provideFormatting: ({ analysis }) => provideFormatting(analysis.document),
  provideHover: ({ analysis, offset }) => provideHover(analysis, offset, { pictures: true }),
  provideInlayHints: ({ analysis }) => provideInlayHints(analysis, allInlayHints),
  provideSemanticTokens: ({ analysis }) => provideSemanticTokens(analysis),
};
