import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileGradientFlow } from '../../src/compile/compileInspection.ts';
import type { Sequence } from '../../src/data/dataset.ts';
import { gradientFlow } from '../../src/engine/gradientFlow.ts';
import { initializeParameters } from '../../src/engine/initializeParameters.ts';
import type { GradientFlow } from '../../src/protocol/inspection.ts';
import type { Model } from '../../src/resolve/model.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';

const atEnd = smallModel({ layers: [recurrent('lstm', 3, 2), linear], ragged: true });
const atEvery = smallModel({ layers: [recurrent('gru', 3), linear], outputSteps: 'every' });

/** `y` holds one number, or one per step. */
function sequence(length: number, outputs: number): Sequence {
  const wave = (count: number, shift: number) =>
    Float32Array.from({ length: count }, (_, index) => Math.sin(index + shift));
  return { length, inputs: wave(2 * length, length), targets: wave(outputs, 1) };
}

async function flowOf(
  model: Model,
  sequences: readonly Sequence[],
  step?: number,
): Promise<GradientFlow> {
  const session = await createOnnxRuntime().load(compileGradientFlow(model).bytes);
  return gradientFlow(session, model, initializeParameters(model, 1), sequences, step);
}

function norms(flow: GradientFlow, pass: string, value: string): readonly number[] {
  const found = flow.passes.find(({ name }) => name === pass);
  return present(found?.values.find(({ name }) => name === value)?.norms, `${pass}.${value}`);
}

describe('gradientFlow', () => {
  test('gives of several sequences the mean of what each gives alone, by the distance', async () => {
    const sequences = [sequence(5, 1), sequence(3, 1)] as const;
    const both = await flowOf(atEnd, sequences);
    const [long, short] = [
      await flowOf(atEnd, [sequences[0]]),
      await flowOf(atEnd, [sequences[1]]),
    ];
    expect(both).toMatchObject({ sequences: 2, from: -4 });
    expect(both.loss).toBeCloseTo((long.loss + short.loss) / 2, 6);
    for (const value of ['x', 'f', 'c', 'h']) {
      const [a, b] = [norms(long, 'lstm.0', value), norms(short, 'lstm.0', value)];
      const expected = a.map((norm, index) =>
        index < 2 ? norm : (norm + (b[index - 2] ?? 0)) / 2,
      );
      const actual = norms(both, 'lstm.0', value);
      // Batches of two round otherwise than batches of one.
      for (const [index, norm] of actual.entries()) {
        expect(norm).toBeCloseTo(expected[index] ?? Number.NaN, 5);
      }
    }
  });

  test('looks at one step where every step has an output, and at nothing behind it', async () => {
    const flow = await flowOf(atEvery, [sequence(6, 6), sequence(6, 6)], 2);
    expect(flow.from).toBe(-2);
    const values = norms(flow, 'gru.0', 'h');
    expect(values).toHaveLength(6);
    expect(values.slice(0, 3).every((norm) => norm > 0)).toBe(true);
    expect(values.slice(3)).toEqual([0, 0, 0]);
  });

  test.each([
    ['last', undefined],
    ['every', 1],
  ] as const)(
    'follows a pass backwards as it reads, with the loss after %s',
    async (steps, step) => {
      const [forward, reverse] = (['forward', 'reverse'] as const).map((direction) =>
        smallModel({ layers: [recurrent('gru', 3, 1, { direction }), linear], outputSteps: steps }),
      ) as [Model, Model];
      const one = sequence(5, steps === 'every' ? 5 : 1);
      const turned = {
        ...one,
        inputs: Float32Array.from(
          one.inputs,
          (_, index) => one.inputs[8 - 2 * (index >> 1) + (index & 1)] ?? 0,
        ),
        targets: one.targets.toReversed(),
      };
      const expected = await flowOf(forward, [turned], step === undefined ? undefined : 4 - step);
      const actual = await flowOf(reverse, [one], step);
      expect(actual.from).toBe(expected.from);
      for (const value of ['x', 'r', 'h']) {
        const back = norms(actual, 'gru.0', value).slice(0, 1 - actual.from);
        expect(back).toEqual(norms(expected, 'gru.0', value).slice(0, 1 - expected.from));
      }
    },
  );

  test('looks at the last step where none is named, and leaves out what ends before one', async () => {
    const sequences = [sequence(6, 6), sequence(4, 4)];
    expect((await flowOf(atEvery, [sequence(6, 6)])).from).toBe(-5);
    expect((await flowOf(smallRagged, sequences, 4)).sequences).toBe(1);
  });
});

const smallRagged = smallModel({
  layers: [recurrent('gru', 3), linear],
  outputSteps: 'every',
  ragged: true,
});
