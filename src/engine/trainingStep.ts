import { present } from '../base/invariant.ts';
import { makeBatch } from '../data/makeBatch.ts';
import type { TrainingState } from './checkpoint.ts';
import { explainDivergence } from './explainDivergence.ts';
import type { Tensor } from './ports.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * One update from one batch; the state given stays as it is.
 *
 * @throws UserError where the loss or the gradient is not finite.
 */
export async function runTrainingStep(
  context: TrainContext,
  state: TrainingState,
  sequences: readonly number[],
): Promise<TrainingState> {
  const { dataset, model, reporter } = context;
  const { train } = model.spec;
  const step = state.progress.step + 1;
  const batch = makeBatch(dataset, sequences);
  const outputs = await context.step.run({
    parameters: vector(state.parameters),
    ...mapValues(state.slots, vector),
    rate: scalar(train.optimizer.rate),
    step: scalar(step),
    x: { data: batch.x, dimensions: [dataset.window, batch.size, dataset.inputSize] },
    y: { data: batch.y, dimensions: [batch.size, dataset.horizon * dataset.targetSize] },
  });
  const output = (name: string) => present(outputs[name], `Output "${name}"`).data;
  const [loss = Number.NaN] = output('loss');
  const [gradientNorm = Number.NaN] = output('gradient_norm');
  const [clipped = 0] = output('clipped');
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
    throw await explainDivergence(context, state, step, sequences);
  }
  const { current } = state.progress;
  const next: TrainingState = {
    parameters: output('next.parameters'),
    slots: mapValues(state.slots, (_old, name) => output(`next.${name}`)),
    progress: {
      ...state.progress,
      step,
      current: {
        steps: current.steps + 1,
        shuffle: current.shuffle,
        lossSum: current.lossSum + loss * batch.size,
        largestGradientNorm: Math.max(current.largestGradientNorm, gradientNorm),
        clippedSteps: current.clippedSteps + clipped,
      },
    },
  };
  reporter.stepDone(next.progress, { loss, gradientNorm, sequences: batch.size });
  return next;
}

function vector(data: Float32Array): Tensor {
  return { data, dimensions: [data.length] };
}

function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}
