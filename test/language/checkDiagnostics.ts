import { createLineMap } from '../../src/base/lineMap.ts';
import type { Problem } from '../../src/base/problem.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

/** A line below the one that a problem is in: `# ^^^^ error spec.unknown-key: message`. */
const annotation = /^#? *\^+ (?:error|warning) [a-z]+\.[a-z-]+: /;

/** The text of a fixture without its annotations. */
export function stripAnnotations(fixture: string): string {
  return fixture
    .split('\n')
    .filter((line) => !annotation.test(line))
    .join('\n');
}

/**
 * The one door to all diagnostics: takes an annotated spec and gives it back with the annotations
 * that the problems found ask for. Both are the same when everything is as expected.
 */
export function checkDiagnostics(fixture: string): string {
  const text = stripAnnotations(fixture);
  const { problems } = analyzeSpec(text, memoryDataSource);
  const lines = createLineMap(text);
  const below = new Map<number, string[]>();
  for (const problem of problems) {
    const { line } = lines.positionAt(problem.range.start);
    below.set(line, [...(below.get(line) ?? []), annotate(text, problem)]);
  }
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...(below.get(index) ?? [])])
    .join('\n');
}

function annotate(text: string, problem: Problem): string {
  const lines = createLineMap(text);
  const start = lines.positionAt(problem.range.start);
  const end = lines.positionAt(problem.range.end);
  const lineEnd = lines.lineText(start.line).length;
  const length = (end.line === start.line ? end.character : lineEnd) - start.character;
  const carets = '^'.repeat(Math.max(1, length));
  const indent = start.character === 0 ? '' : `#${' '.repeat(start.character - 1)}`;
  return `${indent}${carets} ${problem.severity} ${problem.code}: ${problem.message}`;
}
