import { warningAt } from '../../../base/problem.ts';
import type { TagData } from '../../../spec/spec.ts';
import { readPartFiles } from '../../partFiles.ts';
import { readTagged } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** The tag of a token is not the token itself, which the model sees at that very step. */
export const tagsAreNotTokens: TaskRule<TagData> = ({ document, source }, data) =>
  readPartFiles(data, source, readTagged)
    .filter(
      ({ value: { sentences } }) =>
        sentences.length > 0 &&
        sentences.every(({ tokens, tags }) => tags.every((tag, step) => tag === tokens[step])),
    )
    .map(({ part, file }) => {
      const message = `Every tag of "${file}" is the token itself, so the model sees what it is to tell: correct the second column, or predict the token that follows with "task: language"`;
      return warningAt(document.rangeOf(`data/${part}`), 'data.shows-targets', message);
    });
