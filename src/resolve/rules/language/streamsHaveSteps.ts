import { countOf } from '../../../base/counts.ts';
import { errorAt } from '../../../base/problem.ts';
import { partNames, partWord } from '../../../data/dataset.ts';
import { languageParts } from '../../../data/language/languageParts.ts';
import type { LanguageData } from '../../../spec/spec.ts';
import { readTokens } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Each part is long enough to be cut into as many streams as a batch has. */
export const streamsHaveSteps: TaskRule<LanguageData> = (context, data) => {
  const { document, lengths, source, spec } = context;
  const read = readTokens[data.tokens](source.read(data.file));
  if (read.kind !== 'read') {
    return [];
  }
  const parts = languageParts(read.value, data.split);
  return partNames.flatMap((name) => {
    if (!lengths || lengths[name].length > 0) {
      return [];
    }
    const { batch } = spec.train;
    const message = `The ${partWord(name)} part of "${data.file}" has ${countOf(parts[name].length, 'token')}, too few for ${countOf(batch, 'parallel stream')} ("batch"): use a smaller batch, or a longer text`;
    const related = [{ range: document.rangeOf('train/batch'), message: 'The batch is set here' }];
    return [errorAt(document.rangeOf('data/file'), 'data.part-empty', message, related)];
  });
};
