import { present } from '../base/invariant.ts';
import type { Problem } from '../base/problem.ts';
import type { LayerSpec, Spec } from '../spec/spec.ts';
import { ifRead } from '../spec/unread.ts';

/** Judges each layer by itself, so that one that could not be read hides nothing of the others. */
export function judgeLayers(
  { model }: Spec,
  judge: (layer: LayerSpec, specIndex: number) => readonly Problem[],
): readonly Problem[] {
  return [...model.keys()].flatMap((index) => {
    const problems = ifRead(() => judge(present(model[index], `layer ${index}`), index));
    return problems ?? [];
  });
}
