import { errorAt } from '../../../base/problem.ts';
import { partNames, partWord } from '../../../data/dataset.ts';
import type { PolyphonyData } from '../../../spec/spec.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** Each part has a piece with a step to predict. */
export const partsHoldPieces: TaskRule<PolyphonyData> = ({ document, lengths }, data) =>
  partNames.flatMap((name) => {
    if (!lengths || lengths[name].length > 0) {
      return [];
    }
    const part = partWord(name);
    const message = `The ${part} part of "${data.file}" holds no piece of two time steps or more: add one`;
    return [errorAt(document.rangeOf('data/file'), 'data.part-empty', message)];
  });
