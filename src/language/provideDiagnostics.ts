import { createLineMap, type LineMap, type Position } from '../base/lineMap.ts';
import type { Problem, ProblemCode, Severity } from '../base/problem.ts';
import type { Range } from '../base/range.ts';

/** A problem as an editor shows it. */
export interface Diagnostic {
  readonly span: Span;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
}

/** A stretch of text as lines and UTF-16 characters, both from 0. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** A spec's text with what was found in it; an `Analysis` is one. */
export interface JudgedText {
  readonly document: { readonly text: string };
  readonly problems: readonly Problem[];
}

/** The problems of a spec with their places as lines and characters; none is invisible. */
export function provideDiagnostics({ document, problems }: JudgedText): readonly Diagnostic[] {
  const lines = createLineMap(document.text);
  return problems.map(({ range, severity, code, message, related = [] }) => ({
    span: visibleSpan(lines, range, document.text),
    severity,
    code,
    message,
    related: related.map((place) => ({
      span: spanOf(lines, place.range),
      message: place.message,
    })),
  }));
}

/** The span of a range. */
export function spanOf(lines: LineMap, range: Range): Span {
  return { start: lines.positionAt(range.start), end: lines.positionAt(range.end) };
}

/** At least one character wide, so that it can be seen and hovered. */
function visibleSpan(lines: LineMap, { start, end }: Range, text: string): Span {
  if (end > start) {
    return spanOf(lines, { start, end });
  }
  const isLineEnd = start >= text.length || /[\r\n]/.test(text.charAt(start));
  return spanOf(
    lines,
    isLineEnd ? { start: Math.max(0, start - 1), end: start } : { start, end: start + 1 },
  );
}
