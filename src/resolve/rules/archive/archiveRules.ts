import type { ArchiveSpec } from '../../../spec/spec.ts';
import type { TaskRule } from '../../ruleContext.ts';
import { dimensionsAgree } from './dimensionsAgree.ts';
import { labelsFitTask } from './labelsFitTask.ts';
import { partsHoldSeries } from './partsHoldSeries.ts';

/** What must hold of series in files. */
export const archiveRules: readonly TaskRule<ArchiveSpec>[] = [
  labelsFitTask,
  dimensionsAgree,
  partsHoldSeries,
];
