import type { Model } from '../resolve/model.ts';
import type { OnnxRuntimeOptions } from './onnxRuntime.ts';

/**
 * How a run of this model should use a machine with so many cores and such a load (Unix load
 * averages, zeros elsewhere).
 *
 * The product of a time step, `[batch, hidden] x [hidden, gates * hidden]`, is what threads share;
 * below some size handing out the work costs more than it brings. Spinning threads gain a third on
 * a quiet machine, and lose several times as much when other processes need the cores.
 */
export function chooseThreading(
  model: Model,
  cores: number,
  [load = 0]: readonly number[],
): OnnxRuntimeOptions {
  const useful = 1 + Math.floor(largestProduct(model) / productPerThread);
  return {
    // Where all cores are useful, ONNX Runtime knows better how many are real ones.
    ...(useful < cores ? { threads: useful } : {}),
    spinning: load < cores / 2,
  };
}

/** Multiplications that keep one more thread busy: measured with 100 units and batches of 32. */
const productPerThread = 500_000;

function largestProduct({ layers, parameters, spec }: Model): number {
  const sizes = layers.map(({ name }) =>
    parameters
      .filter(({ layer, inCell }) => layer === name && inCell?.role === 'recurrent')
      .reduce((sum, { shape: [rows = 0, columns = 0] }) => sum + rows * columns, 0),
  );
  return spec.train.batch * Math.max(0, ...sizes);
}
