import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import { UserError } from '../base/userError.ts';
import type { Model, Parameter } from '../resolve/model.ts';
import { isFiniteVector, type TrainingState } from './checkpoint.ts';
import { findBrokenValue } from './findBrokenValue.ts';
import type { TrainContext } from './trainContext.ts';

/**
 * Says where numbers stopped being finite (the layer, the time step, the equation and the operation in
 * it), and what to try, given the last state with the step at which it showed and the inputs of the
 * batch that shows it; none are needed where the parameters themselves are not finite.
 */
export async function explainDivergence(
  context: TrainContext,
  state: TrainingState,
  step: number,
  inputs: BatchInputs | undefined,
): Promise<UserError> {
  const { epoch, since } = state.progress;
  const place = await findPlace(context, state, inputs);
  return new UserError(
    `Training diverged at step ${step} in epoch ${epoch + 1}: ${place}. ` +
      `The checkpoint of epoch ${since.from} is kept. ${advice(context.model)}`,
  );
}

type BatchInputs = Readonly<Record<string, Tensor>>;

async function findPlace(
  context: TrainContext,
  state: TrainingState,
  given: BatchInputs | undefined,
): Promise<string> {
  const { model } = context;
  const broken = firstBroken(model, state.parameters);
  if (broken) {
    return `parameter "${broken.name}" of layer "${broken.layer}" is not finite any more`;
  }
  const inputs = present(given, 'a batch that shows it');
  const outputs = await runProbe(context, state, inputs);
  const place = findBrokenValue(model, { parameters: state.parameters, inputs, outputs });
  if (place) {
    return place;
  }
  const last = model.layers.at(-1)?.name ?? '';
  if (!isFiniteTensor(outputs.loss)) {
    return `the loss is not finite, because the output of layer "${last}" is too large`;
  }
  // The gradient flows from the last layer to the first, so the last one is where it broke.
  const gradient = outputs.gradient?.data ?? new Float32Array();
  const source = model.parameters.findLast(
    (parameter) => !isFiniteVector(pieceOf(parameter, gradient)),
  );
  return source
    ? `the gradient of "${source.name}" in layer "${source.layer}" is not finite`
    : `the norm of the gradient is not finite; it is largest in layer "${largest(model, gradient)}"`;
}

async function runProbe(
  { compileProbe, compiled, runtime }: TrainContext,
  { parameters }: TrainingState,
  inputs: BatchInputs,
): Promise<Record<string, Tensor>> {
  // The batch of a training step comes with its noise.
  const training = compiled.noise.some(({ name }) => name in inputs);
  const probe = await runtime.load(compileProbe({ training }).bytes, 'occasional');
  try {
    return await probe.run({
      parameters: { data: parameters, dimensions: [parameters.length] },
      ...inputs,
    });
  } finally {
    await probe.release();
  }
}

function isFiniteTensor(tensor: Tensor | undefined): boolean {
  return tensor === undefined || isFiniteVector(tensor.data);
}

function firstBroken(model: Model, vector: Float32Array): Parameter | undefined {
  return model.parameters.find((parameter) => !isFiniteVector(pieceOf(parameter, vector)));
}

function largest(model: Model, gradient: Float32Array): string {
  const sizes = model.parameters.map((parameter) => ({
    layer: parameter.layer,
    value: pieceOf(parameter, gradient).reduce((top, value) => Math.max(top, Math.abs(value)), 0),
  }));
  return sizes.reduce((top, next) => (next.value > top.value ? next : top)).layer;
}

function pieceOf({ offset, shape }: Parameter, vector: Float32Array): Float32Array {
  return vector.subarray(offset, offset + sizeOf(shape));
}

function advice({ spec }: Model): string {
  const { optimizer, clip } = spec.train;
  const rate = `Try a lower learning rate than ${optimizer.rate}`;
  return clip
    ? `${rate}, or a smaller limit than ${clip.norm ?? clip.value} in "clip"`
    : `${rate}, or limit the gradient with "clip: {norm: 1}" in "train"`;
}
