import type { Model } from '../resolve/model.ts';
import type { OnnxRuntimeOptions } from './onnxRuntime.ts';

/**
 * In how many parts each batch of a run is computed at the same time, on a machine with so many cores.
 * It decides how sums are rounded, so a run keeps it, and nothing goes into it that changes from day
 * to day.
 *
 * Shares wait for each other once in a training step, threads within an operator thousands of times.
 * But each share prepares all weights for the products with its few sequences, so that many weights
 * are better prepared once for the whole batch.
 */
export function chooseShares(model: Model, cores: number): number {
  const isSmall = recurrentWeights(model) <= repeatedWeights;
  const useful = Math.floor(stepProduct(model) / productPerShare);
  const largest = Math.floor(model.spec.train.batch / smallestShare);
  return isSmall ? Math.max(1, Math.min(useful, cores, largest)) : 1;
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
  // Below some size handing out the work costs more than it brings.
  const useful = 1 + Math.floor(stepProduct(model) / productPerThread);
  return {
    // Where all cores are useful, ONNX Runtime knows better how many are real ones.
    ...(useful < cores || shares > 1
      ? { threads: Math.min(Math.max(useful, shares), cores), shares }
      : {}),
    spinning: load < cores / 2,
  };
}

/** Multiplications that keep one more thread busy: measured with 100 units and batches of 32. */
const productPerThread = 500_000;

/**
 * Multiplications of a share in a time step, at least: with batches of 32, two shares bring nothing
 * with 32 units of an LSTM and a third with 100 of a simple network.
 */
const productPerShare = 75_000;

/**
 * Recurrent weights of one layer, at most, that are prepared once for each share: with 120,000 (GRU,
 * 200 units) two shares were up to 15 % faster than one, with 160,000 (LSTM) up to 20 % slower.
 */
const repeatedWeights = 130_000;

/** Sequences of a share, at least: with 8 to 10, preparing the weights outweighs the gain. */
const smallestShare = 16;

/** Multiplications in the product of a time step, `[batch, hidden] x [hidden, gates * hidden]`. */
function stepProduct(model: Model): number {
  return model.spec.train.batch * recurrentWeights(model);
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
