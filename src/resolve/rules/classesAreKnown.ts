import { countOf } from '../../base/counts.ts';
import { errorAt, type Problem } from '../../base/problem.ts';
import type { PartFilesSpec } from '../../spec/spec.ts';
import type { DataSource } from '../dataSource.ts';
import type { PartFile } from '../partFiles.ts';
import { relatedAt } from '../relatedAt.ts';
import type { TaskRule } from '../ruleContext.ts';

/** What a file says of classes. */
export interface Labelled {
  /** Those that it lists; `undefined` where its labels are no classes. */
  readonly classes: readonly string[] | undefined;
  /** One for each of its sequences. */
  readonly labels: readonly string[];
}

/**
 * A rule: every label is one of the classes, those that are stated or those of the training file.
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
        const [place, other] = data.classes ? ['classes', part] : [part, 'train'];
        const related = relatedAt(
          document,
          `data/${other}`,
          data.classes ? `"${first}" is in this file` : 'The classes come from this file',
        );
        const range = document.rangeOf(`data/${place}`);
        problems.push(errorAt(range, 'data.unknown-class', message, related));
      }
    }
    return problems;
  };
}
