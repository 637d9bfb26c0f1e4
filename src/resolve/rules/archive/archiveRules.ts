import type { ArchiveSpec } from '../../../spec/spec.ts';
import type { TaskRule } from '../../ruleContext.ts';
import { partsHoldItems } from '../partsHoldItems.ts';
import { dimensionsAgree } from './dimensionsAgree.ts';
import { labelsFitTask } from './labelsFitTask.ts';

/** What must hold of series in files. */
export const archiveRules: readonly TaskRule<ArchiveSpec>[] = [
  labelsFitTask,
  dimensionsAgree,
  partsHoldItems({ one: 'series', many: 'series' }),
];
