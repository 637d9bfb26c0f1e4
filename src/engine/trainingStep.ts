import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Sequence } from '../data/dataset.ts';
import { makeBatch } from '../data/makeBatch.ts';
import type { PlannedBatch } from '../data/planBatches.ts';
import { nextStates, zeroStates } from './carriedStates.ts';
import type { TrainingState } from './checkpoint.ts';
import { drawNoise } from './drawNoise.ts';
import { explainDivergence } from './explainDivergence.ts';
import type { TrainContext } from './trainContext.ts';

/** What a training step tells besides the new parameters. */
export interface StepResult {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly sequences: number;
}

/**
 * One update from one batch; the state given stays as it is.
 *
 * @throws UserError where the loss or the gradient is not finite.
 */
export async function runTrainingStep(
  context: TrainContext,
  state: TrainingState,
  planned: PlannedBatch,
): Promise<TrainingState> {
  const { dataset, model, reporter } = context;
  const { train } = model.spec;
  const step = state.progress.step + 1;
  const { sequences } = dataset.parts.train;
  const batch = makeBatch(
    dataset.shape,
    planned.places.map((place) => sequences[place] as Sequence),
    planned,
  );
  const states = planned.continues ? state.carried : zeroStates(context.states, batch.size);
  const sizes = { T: planned.steps, B: batch.size };
  const noise = drawNoise(context.compiled.noise, sizes, train.seed, step);
  const inputs = { ...batch.tensors, ...states, ...noise };
  const outputs = await context.step.run({
    parameters: vector(state.parameters),
    ...mapValues(state.slots, vector),
    rate: scalar(train.optimizer.rate),
    step: scalar(step),
    ...inputs,
  });
  const output = (name: string) => present(outputs[name], `Output "${name}"`).data;
  const [loss = Number.NaN] = output('loss');
  const [gradientNorm = Number.NaN] = output('gradient_norm');
  const [clipped = 0] = output('clipped');
  if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
    throw await explainDivergence(context, state, step, inputs);
  }
  const { current } = state.progress;
  const next: TrainingState = {
    parameters: output('next.parameters'),
    slots: mapValues(state.slots, (_old, name) => output(`next.${name}`)),
    carried: nextStates(outputs),
    progress: {
      ...state.progress,
      step,
      current: {
        steps: current.steps + 1,
        shuffle: current.shuffle,
        lossSum: current.lossSum + loss * batch.counted,
        counted: current.counted + batch.counted,
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
