import { errorAt, type Problem, warningAt, withFixes } from '../../base/problem.ts';
import type { PartFilesSpec } from '../../spec/spec.ts';
import { countOf } from '../dataFacts.ts';
import type { DataSource } from '../dataSource.ts';
import type { PartFile } from '../partFiles.ts';
import type { TaskRule } from '../ruleContext.ts';

/** What a file says of classes. */
export interface Labelled {
  /** Those that it lists; `undefined` where its labels are no classes. */
  readonly classes: readonly string[] | undefined;
  /** One for each of its sequences. */
  readonly labels: readonly string[];
}

/**
 * A rule: every label is one of the classes, those that are stated or those of the training file; and
 * each that is stated has sequences to learn from.
 */
export function classesAreKnown<
  Data extends PartFilesSpec & { readonly classes: readonly string[] | undefined },
>(filesOf: (data: Data, source: DataSource) => readonly PartFile<Labelled>[]): TaskRule<Data> {
  return ({ document, source }, data) => {
    const files = filesOf(data, source).filter(({ value }) => value.classes);
    const training = files.find(({ part }) => part === 'train')?.value;
    const classes = data.classes ?? training?.classes;
    if (!classes) {
      return [];
    }
    const problems: Problem[] = [];
    for (const { part, file, value } of files) {
      const unknown = value.labels.filter((label) => !classes.includes(label));
      const [first] = unknown;
      if (first !== undefined) {
        const more =
          unknown.length === 1 ? '' : ` (the first of ${countOf(unknown.length, 'label')})`;
        const why = data.classes
          ? 'which "classes" does not list: add it'
          : `which the training file "${data.train}" does not list: correct it, or list all under "classes"`;
        const message = `"${file}" has the label "${first}"${more}, ${why}`;
        const place = document.rangeOf(`data/${data.classes ? 'classes' : part}`);
        problems.push(errorAt(place, 'data.unknown-class', message));
      }
    }
    for (const [index, name] of (data.classes ?? []).entries()) {
      if (training && !training.labels.includes(name)) {
        const message = `"${data.train}" has no sequence of class "${name}", so the model cannot learn it: remove it`;
        const path = `data/classes/${index}`;
        const problem = warningAt(document.rangeOf(path), 'data.unknown-class', message);
        problems.push(withFixes(problem, [document.removal(path)]));
      }
    }
    return problems;
  };
}
