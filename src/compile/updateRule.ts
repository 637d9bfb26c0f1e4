import { sizeOf } from '../base/sizeOf.ts';
import type { UpdateRule } from '../grad/applyUpdate.ts';
import { makeOptimizer } from '../grad/optimizers/optimizers.ts';
import type { Stretches } from '../grad/stretches.ts';
import { clipGroup } from '../resolve/clipGroup.ts';
import type { Model, Parameter } from '../resolve/model.ts';

/** How training changes each parameter of a model, from what its spec says of `train`. */
export function updateRule(model: Model): UpdateRule {
  const { optimizer, clip, average } = model.spec.train;
  const decay = stretch(model, ({ kind }) => optimizer.decay[kind]);
  return {
    optimizer: makeOptimizer(optimizer, decay),
    clip: clip && {
      ...clip,
      groups: stretch(model, (parameter) => clipGroup(parameter, clip.per)),
    },
    trainable: stretch(model, (parameter) => parameter.trainable),
    averages: average !== undefined,
  };
}

/** What holds for each parameter, along the flat vector. */
function stretch<T>(model: Model, valueFor: (parameter: Parameter) => T): Stretches<T> {
  return model.parameters.map((parameter) => ({
    size: sizeOf(parameter.shape),
    value: valueFor(parameter),
  }));
}
