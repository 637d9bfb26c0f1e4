import { type Problem, warningAt, withFixes } from '../../base/problem.ts';
import type { PartFilesSpec } from '../../spec/spec.ts';
import type { DataSource } from '../dataSource.ts';
import type { PartFile } from '../partFiles.ts';
import { relatedAt } from '../relatedAt.ts';
import type { RuleContext, TaskRule } from '../ruleContext.ts';
import type { Labelled } from './classesAreKnown.ts';

/** How a task calls its classes. */
export interface ClassWords<Data> {
  /** The key that states them. */
  readonly key: keyof Data & string;
  /** `class` */
  readonly one: string;
  /** What has one: `sequence`. */
  readonly owner: string;
}

/**
 * A rule: each class has something to learn it from in the training file. One that is only in
 * another file would be told wrong each time.
 */
export function classesAreLearned<Data extends PartFilesSpec>(
  words: ClassWords<Data>,
  filesOf: (data: Data, source: DataSource) => readonly PartFile<Labelled>[],
): TaskRule<Data> {
  return (context, data) => {
    const files = filesOf(data, context.source);
    const training = files.find(({ part }) => part === 'train');
    const stated = data[words.key] as readonly string[] | undefined;
    const classes = stated ?? training?.value.classes ?? [];
    const learned = new Set(training?.value.labels);
    return classes.flatMap((name, index): readonly Problem[] => {
      if (!training || learned.has(name)) {
        return [];
      }
      const elsewhere = files.find(({ value }) => value.labels.includes(name));
      const path = stated ? `data/${words.key}/${index}` : `data/${elsewhere?.part}`;
      return stated || elsewhere
        ? [judge(context, words, { name, path, training, elsewhere })]
        : [];
    });
  };
}

function judge<Data>(
  { document }: RuleContext,
  { key, one, owner }: ClassWords<Data>,
  { name, path, training, elsewhere }: Unlearned,
): Problem {
  const only = elsewhere ? ` (only "${elsewhere.file}" has one)` : '';
  const message = `No ${owner} of "${training.file}" has the ${one} "${name}"${only}, so the model cannot learn it: add some there, or remove the ${one}`;
  const isStated = path.startsWith(`data/${key}/`);
  const related = isStated
    ? elsewhere && relatedAt(document, `data/${elsewhere.part}`, `"${name}" is in this file`)
    : relatedAt(document, 'data/train', 'What is learned from is named here');
  const problem = warningAt(document.rangeOf(path), 'data.unseen-class', message, related);
  return withFixes(problem, [isStated ? document.removal(path) : undefined]);
}

interface Unlearned {
  readonly name: string;
  readonly path: string;
  readonly training: PartFile<Labelled>;
  readonly elsewhere: PartFile<Labelled> | undefined;
}
