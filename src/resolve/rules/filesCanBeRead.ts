import { errorAt, type Problem } from '../../base/problem.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';
import type { NamedFile } from '../tasks/taskData.ts';
import { namedFiles } from '../tasks/tasks.ts';

/** Every file that `data` names is there and is what it should be. */
export const filesCanBeRead: Rule = (context) =>
  namedFiles(context.spec.data).flatMap((file) => judge(context, file));

function judge(
  { document, source }: RuleContext,
  { path, file, read, form }: NamedFile,
): readonly Problem[] {
  const range = document.rangeOf(path);
  const found = read(source);
  switch (found.kind) {
    case 'read':
    case 'pending':
    case 'too-large':
      return [];
    case 'missing': {
      const message = `Data file "${file}" is not there: put it at ${found.path}, or correct the path, which starts at the folder of this spec`;
      return [errorAt(range, 'data.file-missing', message)];
    }
    case 'unreadable': {
      const message = `Data file "${file}" cannot be read as ${form}. ${found.message}`;
      return [errorAt(range, 'data.file-unreadable', message)];
    }
  }
}
