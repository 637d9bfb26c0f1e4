import type { Problem } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { DataFile } from './dataSource.ts';
import type { Layer } from './model.ts';
import type { ResolvedParameter } from './resolveParameters.ts';

/** What a rule may look at. */
export interface RuleContext {
  readonly document: SpecDocument;
  readonly spec: Spec;
  readonly shape: DataShape;
  readonly data: DataFile;
  /** Cells of the library and of the spec, those without errors. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** Errors and warnings inside the spec's own equations, already placed. */
  readonly equationProblems: readonly Problem[];
  /** `undefined` when a cell or a size is unknown. */
  readonly layers: readonly Layer[] | undefined;
  readonly parameters: readonly ResolvedParameter[];
}

/** One thing that must hold; gives a problem for each place where it does not. */
export type Rule = (context: RuleContext) => readonly Problem[];
