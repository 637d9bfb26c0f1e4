import { countOf } from '../../../base/counts.ts';
import { errorAt } from '../../../base/problem.ts';
import type { TagData } from '../../../spec/spec.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readTagged } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Every tag is one that the model tells: those that are stated, or those of the training part. */
export const tagsAreKnown: TaskRule<TagData> = ({ document, source, shape }, data) => {
  if (!shape) {
    return [];
  }
  const known = new Set(shape.output.names);
  return readPartFiles(data, source, readTagged).flatMap(({ part, file, value }) => {
    const [first, ...more] = [...value.tags].filter((tag) => !known.has(tag));
    if (first === undefined) {
      return [];
    }
    const others = more.length === 0 ? '' : ` and ${countOf(more.length, 'more tag')}`;
    const why = data.tags
      ? 'which "tags" does not list: add it'
      : 'which the training part does not have: correct it, or list all under "tags"';
    const message = `"${file}" has the tag "${first}"${others}, ${why}`;
    const range = document.rangeOf(`data/${data.tags ? 'tags' : part}`);
    return [errorAt(range, 'data.unknown-class', message)];
  });
};
