import { errorAt } from '../../../base/problem.ts';
import { partNames } from '../../../data/dataset.ts';
import type { ArchiveSpec } from '../../../spec/spec.ts';
import { countOf } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Each part holds at least one series. */
export const partsHoldSeries: TaskRule<ArchiveSpec> = ({ document, lengths }, data) =>
  partNames.flatMap((name) => {
    if (!lengths || lengths[name].length > 0) {
      return [];
    }
    const { train, validation } = data;
    const all = lengths.train.length + lengths.validation.length;
    const isDrawn = typeof validation === 'number' && name !== 'test' && all > 0;
    const message = isDrawn
      ? `A share of ${validation} of the ${countOf(all, 'series', 'series')} in "${train}" leaves the ${name === 'train' ? 'training' : name} part empty: choose another share, or name a file`
      : `"${data[name]}" holds no series: add one behind "@data"`;
    const place = isDrawn ? 'validation' : name;
    return [errorAt(document.rangeOf(`data/${place}`), 'data.part-empty', message)];
  });
