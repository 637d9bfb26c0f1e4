import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import type { Tensor } from '../../src/base/tensor.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import type { ClipSpec, OptimizerSpec } from '../../src/spec/spec.ts';
import { toTensor } from '../lower/cellCase.ts';
import {
  flatParameters,
  readTorch,
  type TorchCurve,
  type TorchCurves,
} from '../lower/pytorchCase.ts';
import { linear, recurrent, smallModel } from './smallModel.ts';

/** PyTorch's optimisers and their options, as a spec has them. */
const optimizers: Readonly<Record<string, (options: Options) => OptimizerSpec>> = {
  'torch.optim.SGD': ({ lr, momentum, nesterov }) => ({
    ...defaultOptimizers.sgd,
    rate: Number(lr),
    momentum: Number(momentum ?? 0),
    nesterov: nesterov === true,
  }),
  'torch.optim.RMSprop': ({ lr, alpha, momentum, centered }) => ({
    ...defaultOptimizers.rmsprop,
    rate: Number(lr),
    alpha: Number(alpha),
    momentum: Number(momentum ?? 0),
    centered: centered === true,
  }),
  'torch.optim.Adam': ({ lr }) => ({ ...defaultOptimizers.adam, rate: Number(lr) }),
  'torch.optim.AdamW': ({ lr, weight_decay }) => {
    const decay = Number(weight_decay);
    const kinds = { input: decay, recurrent: decay, peephole: decay, bias: decay, linear: decay };
    return { ...defaultOptimizers.adamw, rate: Number(lr), decay: kinds };
  },
};

type Options = TorchCurve['options'];

const torch = readTorch<TorchCurves>('curves');

describe('compileModel', () => {
  test.each(Object.entries(torch.curves))(
    '%s: the losses of 20 training steps are those of PyTorch',
    async (_, curve) => {
      const toSettings = present(optimizers[curve.optimizer], curve.optimizer);
      const train = { optimizer: toSettings(curve.options), clip: clipOf(curve) };
      const model = smallModel({ layers: [recurrent('lstm', 3), linear], train });
      const start = flatParameters(model, { ...torch.lstm, ...torch.head }, true);
      const { losses, norms } = await trainOn(compileModel(model), start, train.optimizer.rate);
      // Float32 rounds to 6e-8, and what is lost grows from update to update.
      expectClose(losses, curve.losses, 1e-4);
      expectClose(norms, curve.gradient_norms, 1e-3);
    },
  );
});

/** Runs the compiled training step as often as the curve has losses, on the curve's data. */
async function trainOn(
  { trainingStep, slots }: ReturnType<typeof compileModel>,
  start: Float64Tensor,
  rate: number,
) {
  const session = await createOnnxRuntime().load(trainingStep.bytes);
  let kept: Record<string, Tensor> = {
    parameters: toFloat32(start),
    ...Object.fromEntries(
      slots.map((slot) => [slot, toFloat32({ ...start, data: start.data.map(() => 0) })]),
    ),
  };
  const data = { x: toFloat32(toTensor(torch.x)), y: toFloat32(toTensor(torch.y)) };
  const [losses, norms]: [number[], number[]] = [[], []];
  for (let step = 1; step <= 20; step++) {
    const outputs = await session.run({ ...kept, ...data, rate: scalar(rate), step: scalar(step) });
    losses.push(outputs.loss?.data[0] ?? Number.NaN);
    norms.push(outputs.gradient_norm?.data[0] ?? Number.NaN);
    kept = Object.fromEntries(
      Object.keys(kept).map((name) => [name, present(outputs[`next.${name}`], name)]),
    );
  }
  await session.release();
  return { losses, norms };
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number) {
  const errors = expected.map((value, i) => Math.abs((actual[i] ?? Number.NaN) / value - 1));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

function clipOf({ clip }: TorchCurve): ClipSpec {
  return { norm: clip.clip_grad_norm_, value: clip.clip_grad_value_, per: 'all' };
}

function toFloat32({ data, shape }: Float64Tensor): Tensor {
  return { data: Float32Array.from(data), dimensions: shape };
}

function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}
