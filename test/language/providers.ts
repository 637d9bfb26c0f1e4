import { provideCodeActions } from '../../src/language/provideCodeActions.ts';
import { provideCodeLenses } from '../../src/language/provideCodeLenses.ts';
import { provideCompletion } from '../../src/language/provideCompletion.ts';
import { provideDefinition } from '../../src/language/provideDefinition.ts';
import { provideDiagnostics } from '../../src/language/provideDiagnostics.ts';
import { provideFolding } from '../../src/language/provideFolding.ts';
import { provideFormatting } from '../../src/language/provideFormatting.ts';
import { provideHighlights } from '../../src/language/provideHighlights.ts';
import { provideHover } from '../../src/language/provideHover.ts';
import { allInlayHints, provideInlayHints } from '../../src/language/provideInlayHints.ts';
import { provideLinks } from '../../src/language/provideLinks.ts';
import { provideOutline } from '../../src/language/provideOutline.ts';
import { provideReferences } from '../../src/language/provideReferences.ts';
import { provideRename } from '../../src/language/provideRename.ts';
import { provideSelections } from '../../src/language/provideSelections.ts';
import { provideSemanticTokens } from '../../src/language/provideSemanticTokens.ts';
import { provideWorkspaceSymbols } from '../../src/language/provideWorkspaceSymbols.ts';
import type { Workspace } from '../../src/language/workspace.ts';
import type { Analysis } from '../../src/resolve/analysis.ts';

/** A place of an open file, and what is known about the file. */
export interface Asked {
  readonly analysis: Analysis;
  /** Where the cursor is. */
  readonly offset: number;
}

/** The path of what is asked about; places in other files stay where they are when it changes. */
const file = '/test.rnn.yaml';

const noWorkspace: Workspace = { files: new Map(), libraryFile: (name) => `/library/${name}` };

/** Every feature of `src/language` by the name of its file: whatever the text is, none throws. */
export const providers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  provideCodeActions: ({ analysis, offset }) => [
    provideCodeActions(analysis, { start: offset, end: offset }),
    provideCodeActions(analysis, { start: 0, end: analysis.document.text.length }),
  ],
  provideCodeLenses: ({ analysis }) => provideCodeLenses(analysis.document),
  provideCompletion: ({ analysis, offset }) => provideCompletion(analysis, offset),
  provideDefinition: ({ analysis, offset }) =>
    provideDefinition({ ...analysis, path: file }, offset, noWorkspace).filter(
      ({ path }) => path === file,
    ),
  provideDiagnostics: ({ analysis }) => provideDiagnostics(analysis),
  provideFolding: ({ analysis }) =>
    provideFolding(analysis.document).map(({ startLine, endLine, kind }) => ({
      kind,
      start: { line: startLine, character: 0 },
      end: { line: endLine, character: 0 },
    })),
  provideFormatting: ({ analysis }) => provideFormatting(analysis.document),
  provideHighlights: ({ analysis, offset }) =>
    provideHighlights({ ...analysis, path: file }, offset),
  provideHover: ({ analysis, offset }) => provideHover(analysis, offset, { pictures: true }),
  provideInlayHints: ({ analysis }) => provideInlayHints(analysis, allInlayHints),
  provideLinks: ({ analysis }) => provideLinks(analysis),
  provideOutline: ({ analysis }) => provideOutline(analysis),
  provideReferences: ({ analysis, offset }) =>
    provideReferences({ ...analysis, path: file }, offset, true, noWorkspace).filter(
      ({ path }) => path === file,
    ),
  provideRename: ({ analysis, offset }) =>
    provideRename({ ...analysis, path: file }, offset, 'renamed', noWorkspace),
  provideSelections: ({ analysis, offset }) =>
    // The last one is the whole file, which grows with it.
    provideSelections(analysis, offset).filter(({ end }) => end < analysis.document.text.length),
  provideSemanticTokens: ({ analysis }) => provideSemanticTokens(analysis),
  provideWorkspaceSymbols: ({ analysis }) => {
    const files = new Map([[file, { ...analysis, path: file }]]);
    // A file as a whole begins in its first line, whatever stands there.
    return provideWorkspaceSymbols('', { ...noWorkspace, files }).filter(
      ({ container }) => container !== '',
    );
  },
};
