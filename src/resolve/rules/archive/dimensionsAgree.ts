import { countOf } from '../../../base/counts.ts';
import { errorAt, type Problem, withFixes } from '../../../base/problem.ts';
import type { ArchiveSpec } from '../../../spec/spec.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readArchive } from '../../readers.ts';
import { relatedAt } from '../../relatedAt.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** All files have as many numbers per time step, and `inputs` names each of them. */
export const dimensionsAgree: TaskRule<ArchiveSpec> = ({ document, source }, data) => {
  const [first, ...others] = readPartFiles(data, source, readArchive).filter(
    ({ value: archive }) => archive.series.length > 0,
  );
  if (!first) {
    return [];
  }
  const { dimensions } = first.value;
  const counted = `The series of "${first.file}" have ${countOf(dimensions, 'dimension')}`;
  const related = relatedAt(document, `data/${first.part}`, counted);
  const problems: Problem[] = others
    .filter(({ value: archive }) => archive.dimensions !== dimensions)
    .map(({ part, file, value: archive }) => {
      const message = `The series of "${file}" have ${countOf(archive.dimensions, 'dimension')}, but those of "${first.file}" have ${dimensions}: name files of the same data`;
      return errorAt(document.rangeOf(`data/${part}`), 'data.size-conflict', message, related);
    });
  if (data.inputs && data.inputs.length !== dimensions) {
    const message = `"inputs" has ${countOf(data.inputs.length, 'name')}, but the series of "${first.file}" have ${countOf(dimensions, 'dimension')}: name each, or leave "inputs" out`;
    const range = document.rangeOf('data/inputs');
    const problem = errorAt(range, 'data.size-conflict', message, related);
    problems.push(withFixes(problem, [document.removal('data/inputs')]));
  }
  return problems;
};
