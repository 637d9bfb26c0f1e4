import { errorAt, withFixes } from '../../../base/problem.ts';
import type { ArchiveSpec } from '../../../spec/spec.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readArchive } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Labels are classes where the task tells classes, and numbers where it tells numbers. */
export const labelsFitTask: TaskRule<ArchiveSpec> = ({ document, spec, source }, data) =>
  readPartFiles(data, source, readArchive).flatMap(({ part, file, value: archive }) => {
    const hasClasses = archive.classes !== undefined;
    if (hasClasses === (spec.task === 'classify')) {
      return [];
    }
    const message = hasClasses
      ? `The labels of "${file}" are classes, but task "${spec.task}" needs numbers ("@targetLabel true"): write "task: classify"`
      : `The labels of "${file}" are numbers, but task "${spec.task}" needs classes ("@classLabel true"): write "task: regress"`;
    const problem = errorAt(document.rangeOf(`data/${part}`), 'data.wrong-labels', message);
    const fix = document.replacement('task', hasClasses ? 'classify' : 'regress');
    return [withFixes(problem, [fix])];
  });
