import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import type { Tensor } from '../../src/engine/ports.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import type { TrainSpec } from '../../src/spec/spec.ts';
import { toTensor } from '../lower/cellCase.ts';
import {
  flatParameters,
  readTorch,
  type TorchCurve,
  type TorchCurves,
} from '../lower/pytorchCase.ts';
import { linear, recurrent, smallModel } from './smallModel.ts';

type Settings = Pick<TrainSpec, 'optimizer' | 'clip'>;

/** PyTorch's settings by the names of the curves, as a spec has them. */
const settings: Readonly<Record<string, (curve: TorchCurve) => Settings>> = {
  sgd: (curve) => ({
    optimizer: { kind: 'sgd', rate: rateOf(curve), momentum: 0 },
    clip: clipOf(curve),
  }),
  'sgd without clipping': (curve) => ({
    optimizer: { kind: 'sgd', rate: rateOf(curve), momentum: 0 },
    clip: undefined,
  }),
  'sgd with momentum': (curve) => ({
    optimizer: { kind: 'sgd', rate: rateOf(curve), momentum: curve.options.momentum as number },
    clip: clipOf(curve),
  }),
  adam: (curve) => ({
    optimizer: { kind: 'adam', rate: rateOf(curve), beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    clip: clipOf(curve),
  }),
};

const torch = readTorch<TorchCurves>('curves');

describe('compileModel', () => {
  test.each(Object.entries(settings))(
    '%s: the losses of 20 training steps are those of PyTorch',
    async (name, toSettings) => {
      const curve = present(torch.curves[name], name);
      const train = toSettings(curve);
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

function rateOf({ options }: TorchCurve): number {
  return options.lr as number;
}

function clipOf({ clip }: TorchCurve): TrainSpec['clip'] {
  return { norm: present(clip.clip_grad_norm_, 'a norm') };
}

function toFloat32({ data, shape }: Float64Tensor): Tensor {
  return { data: Float32Array.from(data), dimensions: shape };
}

function scalar(value: number): Tensor {
  return { data: Float32Array.of(value), dimensions: [] };
}
