import { errorAt, type Problem, warningAt } from '../../../base/problem.ts';
import type { ClassifyData } from '../../../spec/spec.ts';
import { trainingArchive } from '../../archives.ts';
import { countOf } from '../../dataFacts.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readArchive } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/**
 * Every label is one of the classes: those that are stated, or those of the training file; and each
 * that is stated has series to learn from.
 */
export const classesAreKnown: TaskRule<ClassifyData> = ({ document, source }, data) => {
  const training = trainingArchive(data, source);
  const classes = data.classes ?? training?.classes;
  if (!classes) {
    return [];
  }
  const problems: Problem[] = [];
  for (const { part, file, value: archive } of readPartFiles(data, source, readArchive)) {
    const unknown = archive.classes
      ? archive.series.filter(({ label }) => !classes.includes(label))
      : [];
    const [first] = unknown;
    if (first) {
      const more =
        unknown.length === 1 ? '' : ` (the first of ${countOf(unknown.length, 'label')})`;
      const why = data.classes
        ? 'which "classes" does not list: add it'
        : `which the training file "${data.train}" does not list: correct it, or list all under "classes"`;
      const message = `"${file}" has the label "${first.label}"${more}, ${why}`;
      const place = document.rangeOf(`data/${data.classes ? 'classes' : part}`);
      problems.push(errorAt(place, 'data.unknown-class', message));
    }
  }
  for (const [index, name] of (training?.classes && data.classes ? data.classes : []).entries()) {
    if (training?.series.every(({ label }) => label !== name)) {
      const message = `"${data.train}" has no series of class "${name}", so the model cannot learn it: remove it`;
      const place = document.rangeOf(`data/classes/${index}`);
      problems.push(warningAt(place, 'data.unknown-class', message));
    }
  }
  return problems;
};
