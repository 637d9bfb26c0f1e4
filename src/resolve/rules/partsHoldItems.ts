import { countOf } from '../../base/counts.ts';
import { errorAt } from '../../base/problem.ts';
import { partNames, partWord } from '../../data/dataset.ts';
import type { PartFilesSpec } from '../../spec/spec.ts';
import type { TaskRule } from '../ruleContext.ts';

/** What files hold, as words: `series`, `sentences`. */
export interface ItemWords {
  readonly one: string;
  readonly many: string;
}

/** A rule: each part of data in files holds at least one item. */
export function partsHoldItems({ one, many }: ItemWords): TaskRule<PartFilesSpec> {
  return ({ document, lengths }, data) =>
    partNames.flatMap((name) => {
      if (!lengths || lengths[name].length > 0) {
        return [];
      }
      const { train, validation } = data;
      const all = lengths.train.length + lengths.validation.length;
      const isDrawn = typeof validation === 'number' && name !== 'test' && all > 0;
      const file = typeof data[name] === 'string' ? data[name] : train;
      const message = isDrawn
        ? `A share of ${validation} of the ${countOf(all, one, many)} in "${train}" leaves the ${partWord(name)} part empty: choose another share, or name a file`
        : `"${file}" holds no ${many}, so the ${partWord(name)} part is empty: add some`;
      const place = isDrawn || file === data[name] ? name : 'train';
      return [
        errorAt(
          document.rangeOf(`data/${isDrawn ? 'validation' : place}`),
          'data.part-empty',
          message,
        ),
      ];
    });
}
