import {
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
  type Range as LspRange,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../base/range.ts';
import type { Diagnostic } from '../language/provideDiagnostics.ts';

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

/** Markdown for the client. */
export function toMarkdown(value: string): MarkupContent {
  return { kind: MarkupKind.Markdown, value };
}

/** Offsets of a document as lines and characters. */
export function toRange(range: Range, document: TextDocument): LspRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}
