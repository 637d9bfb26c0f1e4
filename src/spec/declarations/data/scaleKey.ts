import type { ScaleKind } from '../../spec.ts';
import { choiceType } from '../../types/choiceType.ts';
import { fallback, type KeyDeclaration } from '../../valueType.ts';

/** `scale`, where `noun`s (`column`) are measured over the training part's `steps` (`rows`). */
export function scaleKey(noun: string, steps: string): KeyDeclaration<ScaleKind> {
  return {
    type: choiceType({
      none: `The ${noun}s keep their units`,
      standard: `Mean 0 and standard deviation 1 over the training ${steps}`,
      minmax: `From 0 to 1 over the training ${steps}`,
    }),
    fallback: fallback('standard'),
    documentation: `How ${noun}s are brought to like units, each by itself, measured on the training ${steps} only`,
    example: 'standard',
  };
}
