import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { CompiledModel } from '../compile/compiledModel.ts';
import { accumulatedSlot, gradientName } from '../grad/trainingStep.ts';
import type { Runtime, Session } from './ports.ts';
import type { Share } from './shares.ts';

/** The loaded programs of a training step. */
export interface StepSessions {
  /** The training step, once for each share of a batch. */
  readonly shares: readonly Session[];
  /** Follows a sum of gradients; `undefined` where the training step itself does. */
  readonly update: Session | undefined;
}

/** Loads what a training step needs. */
export async function loadStep(
  runtime: Runtime,
  { trainingStep, update, shares }: CompiledModel,
): Promise<StepSessions> {
  const loading = Array.from({ length: shares }, (_, index) =>
    runtime.load(trainingStep.bytes, index === 0 ? 'steady' : 'parallel'),
  );
  return {
    shares: await Promise.all(loading),
    update: update && (await runtime.load(update.bytes, shares === 1 ? 'steady' : 'occasional')),
  };
}

/** Ends what `loadStep` loaded. */
export async function releaseStep({ shares, update }: StepSessions): Promise<void> {
  await Promise.all(shares.map((session) => session.release()));
  await update?.release();
}

/** A batch, and what is known before it. */
export interface StepRequest {
  /** `[P]` */
  readonly parameters: Float32Array;
  readonly shares: readonly Share[];
  /** The gradients `[P]` of batches that were not followed yet, and how much those count. */
  readonly before: { readonly gradient: Float32Array | undefined; readonly counted: number };
  /** What an update needs besides parameters and gradients. */
  readonly update: Outputs;
  /** Whether an update follows at once. */
  readonly isFollowed: boolean;
}

/** What came of it. */
export interface ComputedStep {
  /** Of each share: at least `loss`, and the final states. */
  readonly shares: readonly Outputs[];
  /** The outputs of the update; where none followed only `next.accumulated`, the sum so far. */
  readonly updated: Outputs;
}

type Outputs = Readonly<Record<string, Tensor>>;

/**
 * Computes the gradient of a batch, its shares at the same time, adds it to those of the batches before
 * and follows their mean; where nothing needs to be added up, one program does all of it.
 */
export async function computeStep(
  sessions: StepSessions,
  { parameters, shares, before, update, isFollowed }: StepRequest,
): Promise<ComputedStep> {
  const run = (further: (share: Share) => Outputs) =>
    Promise.all(
      shares.map((share, index) =>
        present(sessions.shares[index], 'a session of its own').run({
          parameters: vector(parameters),
          ...further(share),
          ...share.inputs,
        }),
      ),
    );
  if (!sessions.update) {
    const outputs = await run(() => update);
    return { shares: outputs, updated: present(outputs[0], 'a share') };
  }
  const outputs = await run(({ counted }) => ({ weight: scalar(counted) }));
  // A batch may have fewer sequences than there are shares.
  const none = () => vector(new Float32Array(parameters.length));
  const gradients = sessions.shares.map((_, index) => [
    gradientName(index),
    outputs[index]?.gradient ?? none(),
  ]);
  const inputs = {
    parameters: vector(parameters),
    ...(before.gradient ? { [accumulatedSlot]: vector(before.gradient) } : {}),
    ...Object.fromEntries(gradients),
    weight: scalar(shares.reduce((sum, { counted }) => sum + counted, before.counted)),
    ...update,
  };
  const wanted = isFollowed ? undefined : [`next.${accumulatedSlot}`];
  return { shares: outputs, updated: await sessions.update.run(inputs, wanted) };
}

/** A vector as a tensor `[P]`. */
export function vector(data: Float32Array): Tensor {
  return { data, dimensions: [data.length] };
}

/** A number as a tensor `[]`. */
export function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}
