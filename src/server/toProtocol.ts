import {
  DiagnosticSeverity,
  type Diagnostic as LspDiagnostic,
  type Location as LspLocation,
  type Range as LspRange,
  type TextEdit as LspTextEdit,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../base/fix.ts';
import type { Range } from '../base/range.ts';
import type { Location } from '../language/location.ts';
import type { Diagnostic } from '../language/provideDiagnostics.ts';
import { uriOfName } from './fileOfUri.ts';

/** A problem for the client; `href` is where its code is explained. */
export function toDiagnostic(
  { span, severity, code, message, related }: Diagnostic,
  uri: string,
  href?: string,
): LspDiagnostic {
  return {
    range: span,
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'rnn',
    code,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message,
    relatedInformation: related.map((place) => ({
      location: { uri, range: place.span },
      message: place.message,
    })),
  };
}

/** A stretch of a file for the client. */
export function toLocation({ path, span }: Location): LspLocation {
  return { uri: uriOfName(path), range: span };
}

/** Markdown for the client. */
export function toMarkdown(value: string): MarkupContent {
  return { kind: MarkupKind.Markdown, value };
}

/** Offsets of a document as lines and characters. */
export function toRange(range: Range, document: TextDocument): LspRange {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** Lines and characters of a document as offsets. */
export function toOffsets({ start, end }: LspRange, document: TextDocument): Range {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** A change of a document for the client. */
export function toTextEdit({ range, newText }: TextEdit, document: TextDocument): LspTextEdit {
  return { range: toRange(range, document), newText };
}
