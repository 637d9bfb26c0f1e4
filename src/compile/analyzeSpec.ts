import type { Analysis } from '../resolve/analysis.ts';
import type { DataSource } from '../resolve/dataSource.ts';
import { resolveModel } from '../resolve/resolveModel.ts';
import { parseSpec } from '../spec/parseSpec.ts';

/**
 * The front half of the pipeline: from the text of a spec to a model with all sizes, or to problems.
 *
 * ```
 * text ──parseSpec──▶ SpecDocument ──resolveModel──▶ Model
 *            │              ▲               │
 *            │          DataSource          │
 *            └────────── problems ◀─────────┘
 * ```
 *
 * Never throws on what a user wrote. Pure but for `dataSource`.
 */
export function analyzeSpec(text: string, dataSource: DataSource): Analysis {
  // 1. YAML, and the spec language in it.
  const parsed = parseSpec(text);
  // 2. Sizes, cells and data.
  const resolved = resolveModel(parsed.value, dataSource);
  // 3. Behind a syntax error the spec is a guess: its sizes may be shown, its problems not.
  const isGuess = parsed.problems.some(({ code }) => code === 'yaml.syntax');
  const problems = isGuess ? parsed.problems : [...parsed.problems, ...resolved.problems];
  return {
    document: parsed.value,
    source: dataSource,
    model: resolved.value,
    outline: resolved.outline,
    problems: problems.toSorted((a, b) => a.range.start - b.range.start),
  };
}
