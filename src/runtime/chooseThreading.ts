import type { Model } from '../resolve/model.ts';
import type { OnnxRuntimeOptions } from './onnxRuntime.ts';

/**
 * In how many parts each batch of a run is computed at the same time, on a machine with so many cores.
 * It decides how sums are rounded, so a run keeps it, and nothing goes into it that changes from day
 * to day.
 *
 * Shares wait for each other once in a training step, threads within an operator thousands of times.
 * But each share reads all weights for its few sequences, so that weights which do not fit into the
 * memory beside a core are better read once for the whole batch.
 */
export function chooseShares(model: Model, cores: number): number {
  const fitsCache = recurrentWeights(model) <= cachedWeights;
  const largest = Math.floor(model.spec.train.batch / smallestShare);
  return fitsCache ? Math.max(1, Math.min(usefulThreads(model), cores, largest)) : 1;
}

/**
 * How a run of this model in so many shares should use a machine with so many cores and such a load
 * (Unix load averages, zeros elsewhere). Spinning threads gain a third on a quiet machine, and lose
 * several times as much when other processes need the cores.
 */
export function chooseThreading(
  model: Model,
  shares: number,
  cores: number,
  [load = 0]: readonly number[],
): OnnxRuntimeOptions {
  const useful = usefulThreads(model);
  return {
    // Where all cores are useful, ONNX Runtime knows better how many are real ones.
    ...(useful < cores || shares > 1 ? { threads: Math.min(useful, cores), shares } : {}),
    spinning: load < cores / 2,
  };
}

/** Multiplications that keep one more thread busy: measured with 100 units and batches of 32. */
const productPerThread = 500_000;

/** Recurrent weights of one layer that two cores read faster twice than once together. */
const cachedWeights = 500_000;

/** Sequences of a share, at least: with fewer, preparing the weights is most of a product. */
const smallestShare = 8;

/**
 * The product of a time step, `[batch, hidden] x [hidden, gates * hidden]`, is what threads share;
 * below some size handing out the work costs more than it brings.
 */
function usefulThreads(model: Model): number {
  const product = model.spec.train.batch * recurrentWeights(model);
  return 1 + Math.floor(product / productPerThread);
}

/** How many weights the largest of those products has. */
function recurrentWeights({ layers, parameters }: Model): number {
  const sizes = layers.map(({ name }) =>
    parameters
      .filter(({ layer, inCell }) => layer === name && inCell?.role === 'recurrent')
      .reduce((sum, { shape: [rows = 0, columns = 0] }) => sum + rows * columns, 0),
  );
  return Math.max(0, ...sizes);
}
