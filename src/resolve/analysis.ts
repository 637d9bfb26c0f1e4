import type { Problem } from '../base/problem.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { DataSource } from './dataSource.ts';
import type { Model } from './model.ts';
import type { Outline } from './outline.ts';

/** Everything that is known about a spec file before anything runs. */
export interface Analysis {
  readonly document: SpecDocument;
  /** The files beside it. */
  readonly source: DataSource;
  /**
   * `undefined` when layers or sizes are unknown. It may be there although there are errors, so
   * that shapes can be shown: ask `hasErrors(problems)` before training.
   */
  readonly model: Model | undefined;
  /** What is known also where there is no model. */
  readonly outline: Outline;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}
