import { present } from '../base/invariant.ts';
import type { Sequence } from '../data/dataset.ts';
import { makeBatch, type Stretch } from '../data/makeBatch.ts';
import { tracedName } from '../lower/lowering.ts';
import type { Trace } from '../protocol/inspection.ts';
import type { Model } from '../resolve/model.ts';
import { recurrentPasses } from '../resolve/recurrentPasses.ts';
import type { Session } from './ports.ts';

/**
 * Runs the program of `compileTrace` over a sequence, or a stretch of it, before which all states are
 * what they are before a sequence.
 */
export async function traceSequence(
  session: Session,
  model: Model,
  parameters: Float32Array,
  sequence: Sequence,
  stretch: Stretch = { from: 0, steps: sequence.length },
): Promise<Trace> {
  const { x, mask } = makeBatch(model, [sequence], stretch).tensors;
  const outputs = await session.run({
    parameters: { data: parameters, dimensions: [parameters.length] },
    x: present(x, 'the input'),
    ...(mask ? { mask } : {}),
  });
  const tensorOf = (name: string) => present(outputs[name], name).data;
  return {
    steps: stretch.steps,
    passes: recurrentPasses(model).map(({ name: pass, values, ...rest }) => ({
      name: pass,
      ...rest,
      values: values.map((value) => ({ ...value, data: tensorOf(tracedName(pass, value.name)) })),
    })),
    prediction: tensorOf('prediction'),
  };
}
