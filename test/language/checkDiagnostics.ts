import { createLineMap } from '../../src/base/lineMap.ts';
import type { Problem } from '../../src/base/problem.ts';
import type { Range } from '../../src/base/range.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';
import { annotate, type Mark, withoutMarks } from './annotate.ts';

/**
 * The one door to all diagnostics: takes an annotated spec and gives it back with the annotations
 * that the problems found ask for: `# ^^^^ error spec.unknown-key: message` below each, and
 * `# ^^^^ related: message` below the places that explain it. Both are the same when everything is
 * as expected.
 */
export function checkDiagnostics(fixture: string): string {
  const text = withoutMarks(fixture);
  const { problems } = analyzeSpec(text, memoryDataSource);
  return annotate(
    text,
    problems.flatMap((problem) => marksOf(text, problem)),
  );
}

function marksOf(text: string, problem: Problem): readonly Mark[] {
  const { range, severity, code, message, related = [] } = problem;
  return [
    { range: inOneLine(text, range), label: `${severity} ${code}: ${message}` },
    ...related.map((place) => ({
      range: inOneLine(text, place.range),
      label: `related: ${place.message}`,
    })),
  ];
}

/** The range as far as its first line goes. */
function inOneLine(text: string, { start, end }: Range): Range {
  const lines = createLineMap(text);
  const { line, character } = lines.positionAt(start);
  return { start, end: Math.min(end, start - character + lines.lineText(line).length) };
}
