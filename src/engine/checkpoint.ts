import { invariant } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import { UserError } from '../base/userError.ts';
import { averageSlot } from '../grad/applyUpdate.ts';
import type { Model } from '../resolve/model.ts';
import { parameterCount } from '../resolve/model.ts';
import type { Digest } from './ports.ts';
import { type Progress, parseProgress } from './progress.ts';
import { readSafetensors, type TensorFile, writeSafetensors } from './safetensors.ts';

/** All that training needs to go on as if it had never been interrupted. */
export interface TrainingState {
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
  /** The optimiser's vectors by name, each `[P]`. */
  readonly slots: Readonly<Record<string, Float32Array>>;
  /** The states that the next stretch of a truncated batch goes on with, by name. */
  readonly carried: Readonly<Record<string, Tensor>>;
  readonly progress: Progress;
}

/**
 * A checkpoint as safetensors: each parameter under its own name, each of the optimiser's vectors
 * cut the same way under `<slot>/<parameter>`, carried states under
 * `carried/<input>`, the progress as JSON in the metadata, and beside it
 * the SHA-256 of all of that, so that a damaged file is noticed.
 */
export function writeCheckpoint(model: Model, state: TrainingState, digest: Digest): Uint8Array {
  const tensors = new Map(cut(model, state.parameters, ''));
  for (const [slot, vector] of Object.entries(state.slots)) {
    for (const [name, tensor] of cut(model, vector, `${slot}/`)) {
      tensors.set(name, tensor);
    }
  }
  for (const [name, tensor] of Object.entries(state.carried)) {
    tensors.set(carriedPrefix + name, tensor);
  }
  return writeSealed(tensors, state.progress, digest);
}

/** What a state is judged by, alone, with where it comes from, for `best.safetensors`. */
export function writeWeights(model: Model, state: TrainingState, digest: Digest): Uint8Array {
  return writeSealed(new Map(cut(model, judgedParameters(state), '')), state.progress, digest);
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
  digest: Digest,
): TrainingState {
  const file = readSealed(bytes, path, digest);
  const progress = progressOf(file, path);
  return {
    parameters: join(model, file, '', path),
    slots: Object.fromEntries(slots.map((slot) => [slot, join(model, file, `${slot}/`, path)])),
    carried: carriedOf(file),
    progress,
  };
}

/**
 * Reads the parameters that a run is judged by, from a checkpoint or from its copy of the weights.
 *
 * @throws UserError naming `path` where it is damaged or belongs to another model.
 */
export function readWeights(
  bytes: Uint8Array,
  path: string,
  model: Model,
  digest: Digest,
): Float32Array {
  const file = readSealed(bytes, path, digest);
  const hasMean = [...file.tensors.keys()].some((name) => name.startsWith(meanPrefix));
  const isMean = hasMean && progressOf(file, path).averaged > 0;
  return join(model, file, isMean ? meanPrefix : '', path);
}

/**
 * Where the run stood when a checkpoint or its copy of the weights was written.
 *
 * @throws UserError naming `path` where it is damaged or something else.
 */
export function readProgress(bytes: Uint8Array, path: string, digest: Digest): Progress {
  return progressOf(readSealed(bytes, path, digest), path);
}

/** What a state is judged by: the mean of the parameters, where there is one yet. `[P]` */
export function judgedParameters({ parameters, slots, progress }: TrainingState): Float32Array {
  return (progress.averaged > 0 ? slots[averageSlot] : undefined) ?? parameters;
}

/** Whether every number of a vector is finite. */
export function isFiniteVector(vector: Float32Array): boolean {
  return vector.every(Number.isFinite);
}

const carriedPrefix = 'carried/';
const meanPrefix = `${averageSlot}/`;
const progressKey = 'rnn_studio.progress';
const digestKey = 'rnn_studio.sha256';

function progressOf(file: TensorFile, path: string): Progress {
  const progress = parseProgress(file.metadata.get(progressKey) ?? '');
  if (!progress) {
    throw new UserError(`"${path}" is no checkpoint of RNN Studio: its progress cannot be read`);
  }
  return progress;
}

function carriedOf({ tensors }: TensorFile): Record<string, Tensor> {
  return Object.fromEntries(
    [...tensors].flatMap(([name, tensor]) =>
      name.startsWith(carriedPrefix) ? [[name.slice(carriedPrefix.length), tensor]] : [],
    ),
  );
}

function writeSealed(
  tensors: ReadonlyMap<string, Tensor>,
  progress: Progress,
  digest: Digest,
): Uint8Array {
  const text = JSON.stringify(progress);
  const metadata = new Map([
    ['format', 'rnn-studio'],
    [progressKey, text],
    [digestKey, digestOf(tensors, text, digest)],
  ]);
  return writeSafetensors({ tensors, metadata });
}

function readSealed(bytes: Uint8Array, path: string, digest: Digest): TensorFile {
  const file = readSafetensors(bytes, path);
  const text = file.metadata.get(progressKey);
  if (text === undefined) {
    throw new UserError(`"${path}" is no checkpoint of RNN Studio: it holds no progress of a run`);
  }
  if (file.metadata.get(digestKey) !== digestOf(file.tensors, text, digest)) {
    throw new UserError(
      `"${path}" is damaged: it does not hold the numbers that were written to it; put a copy of ` +
        'the file back, or train again',
    );
  }
  return file;
}

/** The progress counts too: a run that goes on from another one comes to other numbers. */
function digestOf(tensors: ReadonlyMap<string, Tensor>, progress: string, digest: Digest): string {
  const shapes = [...tensors].map(([name, { dimensions }]) => [name, dimensions]);
  const pieces = [...tensors.values()].map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  return digest([new TextEncoder().encode(progress + JSON.stringify(shapes)), ...pieces]);
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
