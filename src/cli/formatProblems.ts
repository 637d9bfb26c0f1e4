import { countOf } from '../base/counts.ts';
import { createLineMap, type LineMap } from '../base/lineMap.ts';
import type { Problem } from '../base/problem.ts';
import { type Diagnostic, provideDiagnostics, type Span } from '../language/provideDiagnostics.ts';
import type { Styles } from './styles.ts';

/** A file with what is wrong in it. */
export interface ProblemFile {
  /** Its path as people see it. */
  readonly shown: string;
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** The problems of a file with places from 1, as an editor counts them. */
export function locateProblems({ text, problems }: ProblemFile): readonly Diagnostic[] {
  return provideDiagnostics({ document: { text }, problems });
}

/**
 * Problems as people read them in a terminal: place, severity, message and code, the line with the
 * characters underlined, and the places that explain it.
 */
export function formatProblems(file: ProblemFile, styles: Styles): string {
  const lines = createLineMap(file.text);
  return locateProblems(file)
    .flatMap((problem) => formatProblem(file.shown, lines, problem, styles))
    .join('\n');
}

/** How many there are: `2 errors, 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return describeCounts(errors, problems.length - errors);
}

/** `2 errors, 1 warning`; empty where there is neither. */
export function describeCounts(errors: number, warnings: number): string {
  return [
    ...(errors > 0 ? [countOf(errors, 'error')] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : []),
  ].join(', ');
}

function formatProblem(
  shown: string,
  lines: LineMap,
  { span, severity, code, message, related }: Diagnostic,
  styles: Styles,
): readonly string[] {
  const color = severity === 'error' ? styles.red : styles.yellow;
  const place = styles.bold(placeOf(shown, span));
  return [
    `${place}: ${color(severity)}: ${printable(message)} ${styles.dim(`[${code}]`)}`,
    ...excerpt(lines, span, color, styles),
    ...related.flatMap((other) => [
      `  ${styles.cyan('note')}: ${placeOf(shown, other.span)}: ${printable(other.message)}`,
      ...excerpt(lines, other.span, styles.cyan, styles),
    ]),
  ];
}

function placeOf(shown: string, { start }: Span): string {
  return `${shown}:${start.line + 1}:${start.character + 1}`;
}

/** The longest line that is shown whole, and what is shown of a longer one. */
const longestLine = 100;

function excerpt(
  lines: LineMap,
  { start, end }: Span,
  color: (text: string) => string,
  styles: Styles,
): readonly string[] {
  const line = lines.lineText(start.line);
  const from = line.length <= longestLine ? 0 : Math.max(0, start.character - longestLine / 2);
  const shown = line.slice(from, from + longestLine);
  const before = from > 0 ? '…' : '';
  const after = from + shown.length < line.length ? '…' : '';
  const until = end.line === start.line ? end.character : line.length;
  const marked = line.slice(start.character, Math.min(until, from + shown.length));
  const number = String(start.line + 1).padStart(4);
  const indent = ' '.repeat(widthOf(before + line.slice(from, start.character)));
  return [
    `${styles.dim(`${number} |`)} ${before}${printable(shown)}${after}`,
    `${styles.dim('     |')} ${indent}${color('^'.repeat(Math.max(1, widthOf(marked))))}`,
  ];
}

/** Characters of a terminal, as far as one code point is one of them. */
function widthOf(text: string): number {
  return [...text].length;
}

/** A file must not steer the terminal: tabs and other control characters become blanks. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
