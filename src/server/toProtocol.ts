import {
  CompletionItemKind,
  DiagnosticSeverity,
  type CodeLens as LspCodeLens,
  type CompletionItem as LspCompletionItem,
  type Diagnostic as LspDiagnostic,
  type Hover as LspHover,
  type Range as LspRange,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../base/range.ts';
import type { CodeLens } from '../language/provideCodeLenses.ts';
import type { CompletionItem } from '../language/provideCompletion.ts';
import type { Diagnostic } from '../language/provideDiagnostics.ts';
import type { Hover } from '../language/provideHover.ts';

/** A problem for the client. */
export function toDiagnostic(diagnostic: Diagnostic, uri: string): LspDiagnostic {
  const { span, severity, code, message, related } = diagnostic;
  return {
    range: span,
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'rnn',
    code,
    message,
    relatedInformation: related.map((place) => ({
      location: { uri, range: place.span },
      message: place.message,
    })),
  };
}

/** A hover for the client. */
export function toHover({ range, markdown }: Hover, document: TextDocument): LspHover {
  return { contents: markup(markdown), range: toRange(range, document) };
}

/** A command above a line for the client; `document` is the command's argument. */
export function toCodeLens(lens: CodeLens, document: TextDocument): LspCodeLens {
  const { range, title, command } = lens;
  return {
    range: toRange(range, document),
    command: { title, command, arguments: [document.uri] },
  };
}

/** A proposal for the client; `index` keeps our order. */
export function toCompletionItem(
  item: CompletionItem,
  index: number,
  document: TextDocument,
): LspCompletionItem {
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    detail: item.detail,
    documentation: markup(item.markdown),
    sortText: `${index}`.padStart(4, '0'),
    textEdit: { range: toRange(item.range, document), newText: item.insertText },
  };
}

const completionKinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  layer: CompletionItemKind.Class,
};

function markup(value: string): { kind: MarkupKind; value: string } {
  return { kind: MarkupKind.Markdown, value };
}

function toRange(range: Range, document: TextDocument): LspRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}
