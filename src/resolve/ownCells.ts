import type { Problem } from '../base/problem.ts';
import type { Cell } from '../cells/cell.ts';
import { parseCell } from '../cells/parseCell.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';

/** The cells that a spec writes itself. */
export interface OwnCells {
  /** Those without errors. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** What is wrong in equations, at their characters in the spec. */
  readonly problems: readonly Problem[];
}

/** Reads the equations under `cells`. */
export function parseOwnCells(document: SpecDocument, spec: Spec): OwnCells {
  const cells = new Map<string, Cell>();
  const problems: Problem[] = [];
  for (const [name, cell] of Object.entries(spec.cells)) {
    const parsed = parseCell({ name, size: {}, ...cell });
    problems.push(...parsed.problems.map((problem) => placeProblem(document, name, problem)));
    if (parsed.value) {
      cells.set(name, parsed.value);
    }
  }
  return { cells, problems };
}

/** From offsets in the equations to offsets in the file. */
function placeProblem(document: SpecDocument, name: string, problem: Problem): Problem {
  const place = (range: Problem['range']) => document.rangeInText(`cells/${name}/equations`, range);
  const related = problem.related?.map((other) => ({ ...other, range: place(other.range) }));
  return { ...problem, range: place(problem.range), ...(related ? { related } : {}) };
}
