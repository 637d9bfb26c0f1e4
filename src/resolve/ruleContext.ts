import type { Problem } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { DataShape } from '../data/dataShape.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { DataSource } from './dataSource.ts';
import type { Layer } from './model.ts';
import type { ResolvedParameter } from './resolveParameters.ts';
import type { PartLengths } from './tasks/taskData.ts';

/** What a rule may look at. */
export interface RuleContext {
  readonly document: SpecDocument;
  /** As far as it could be read: a rule that asks for more says nothing (see `ifRead`). */
  readonly spec: Spec;
  /** `undefined` where it is not known without the data. */
  readonly shape: DataShape | undefined;
  readonly source: DataSource;
  /** `undefined` where the data is not known, or holds mistakes. */
  readonly lengths: PartLengths | undefined;
  /** Cells of the library and of the spec, those without errors. */
  readonly cells: ReadonlyMap<string, CellDefinition>;
  /** Errors and warnings inside the spec's own equations, already placed. */
  readonly equationProblems: readonly Problem[];
  /** `undefined` when a cell or a size is unknown. */
  readonly layers: readonly Layer[] | undefined;
  /** `undefined` where the layers are, or where their initializers could not be read. */
  readonly parameters: readonly ResolvedParameter[] | undefined;
}

/** One thing that must hold; gives a problem for each place where it does not. */
export type Rule = (context: RuleContext) => readonly Problem[];

/** A rule about the data of one task. */
export type TaskRule<Data> = (context: RuleContext, data: Data) => readonly Problem[];
