import { invariant } from '../base/invariant.ts';
import { UserError } from '../base/userError.ts';
import type { Model } from '../resolve/model.ts';
import { parameterCount, sizeOf } from '../resolve/model.ts';
import type { Tensor } from './ports.ts';
import { type Progress, parseProgress } from './progress.ts';
import { readSafetensors, type TensorFile, writeSafetensors } from './safetensors.ts';

/** All that training needs to go on as if it had never been interrupted. */
export interface TrainingState {
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
  /** The optimiser's vectors by name, each `[P]`. */
  readonly slots: Readonly<Record<string, Float32Array>>;
  readonly progress: Progress;
}

/**
 * A checkpoint as safetensors: each parameter under its own name, each of the optimiser's vectors
 * cut the same way under `<slot>/<parameter>`, the progress as JSON in the metadata.
 */
export function writeCheckpoint(model: Model, state: TrainingState): Uint8Array {
  const tensors = new Map(cut(model, state.parameters, ''));
  for (const [slot, vector] of Object.entries(state.slots)) {
    for (const [name, tensor] of cut(model, vector, `${slot}/`)) {
      tensors.set(name, tensor);
    }
  }
  return writeSafetensors({ tensors, metadata: metadataOf(state.progress) });
}

/** The parameters alone with where they come from, for `best.safetensors`. */
export function writeWeights(model: Model, state: TrainingState): Uint8Array {
  const tensors = new Map(cut(model, state.parameters, ''));
  return writeSafetensors({ tensors, metadata: metadataOf(state.progress) });
}

/**
 * Reads a checkpoint of this model with the optimiser's vectors named.
 *
 * @throws UserError naming `path` where it is damaged or belongs to another model.
 */
export function readCheckpoint(
  bytes: Uint8Array,
  path: string,
  model: Model,
  slots: readonly string[],
): TrainingState {
  const file = readSafetensors(bytes, path);
  const progress = progressOf(file, path);
  return {
    parameters: join(model, file, '', path),
    slots: Object.fromEntries(slots.map((slot) => [slot, join(model, file, `${slot}/`, path)])),
    progress,
  };
}

/**
 * Reads the parameters alone, from a checkpoint or from any safetensors file with the model's names.
 *
 * @throws UserError naming `path` where it is damaged or belongs to another model.
 */
export function readWeights(bytes: Uint8Array, path: string, model: Model): Float32Array {
  return join(model, readSafetensors(bytes, path), '', path);
}

/**
 * Where the run stood when a checkpoint or its copy of the weights was written.
 *
 * @throws UserError naming `path` where it is damaged or something else.
 */
export function readProgress(bytes: Uint8Array, path: string): Progress {
  return progressOf(readSafetensors(bytes, path), path);
}

/** Whether every number of a vector is finite. */
export function isFiniteVector(vector: Float32Array): boolean {
  return vector.every(Number.isFinite);
}

const progressKey = 'rnn_studio.progress';

function progressOf(file: TensorFile, path: string): Progress {
  const progress = parseProgress(file.metadata.get(progressKey) ?? '');
  if (!progress) {
    throw new UserError(`"${path}" is no checkpoint of RNN Studio: its progress cannot be read`);
  }
  return progress;
}

function metadataOf(progress: Progress): ReadonlyMap<string, string> {
  return new Map([
    ['format', 'rnn-studio'],
    [progressKey, JSON.stringify(progress)],
  ]);
}

/** The pieces of a flat vector under the names of the parameters. */
function cut(model: Model, vector: Float32Array, prefix: string): readonly [string, Tensor][] {
  invariant(vector.length === parameterCount(model), 'a vector has one value per parameter');
  return model.parameters.map(({ name, shape, offset }) => [
    prefix + name,
    { data: vector.subarray(offset, offset + sizeOf(shape)), dimensions: shape },
  ]);
}

function join(model: Model, file: TensorFile, prefix: string, path: string): Float32Array {
  const vector = new Float32Array(parameterCount(model));
  for (const { name, shape, offset } of model.parameters) {
    const tensor = file.tensors.get(prefix + name);
    if (!tensor) {
      throw new UserError(
        `"${path}" has no tensor "${prefix + name}": it belongs to another model`,
      );
    }
    if (`${tensor.dimensions}` !== `${shape}`) {
      throw new UserError(
        `Tensor "${prefix + name}" in "${path}" has shape [${tensor.dimensions.join(', ')}] and ` +
          `the model needs [${shape.join(', ')}]: it belongs to another model`,
      );
    }
    vector.set(tensor.data, offset);
  }
  return vector;
}
