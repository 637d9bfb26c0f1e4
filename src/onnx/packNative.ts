import { concatenate } from '../base/concatenate.ts';
import { invariant, present } from '../base/invariant.ts';
import type { Contribution } from '../cells/unifyTerms.ts';
import type { NativeBlock, NativeForm } from './matchNative.ts';

/** A parameter's numbers, row-major. */
export interface ParameterData {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The inputs of a native operator with n blocks. */
export interface NativeParameters {
  /** `[1, n * hidden, input]` */
  readonly W: ParameterData;
  /** `[1, n * hidden, hidden]` */
  readonly R: ParameterData;
  /** `[1, 2 * n * hidden]`: all input biases, then all recurrent ones. */
  readonly B: ParameterData;
  /** `[1, 3 * hidden]`, in the order of the first three blocks; only where there are peepholes. */
  readonly P: ParameterData | undefined;
}

/** Lays the parameters of a cell out as its native operator takes them. */
export function packNative(
  form: NativeForm,
  parameters: Readonly<Record<string, ParameterData>>,
  inputSize: number,
  hiddenSize: number,
): NativeParameters {
  const stack = (part: keyof NativeBlock, length: number, blocks = form.blocks) =>
    blocks.map((block) => addUp(block[part], parameters, length));
  const rows = form.blocks.length * hiddenSize;
  const biases = [...stack('bias', hiddenSize), ...stack('recurrentBias', hiddenSize)];
  const peepholes = stack('peephole', hiddenSize, form.blocks.slice(0, 3));
  return {
    W: { shape: [1, rows, inputSize], data: concatenate(stack('input', hiddenSize * inputSize)) },
    R: {
      shape: [1, rows, hiddenSize],
      data: concatenate(stack('recurrent', hiddenSize * hiddenSize)),
    },
    B: { shape: [1, 2 * rows], data: concatenate(biases) },
    P: form.hasPeepholes ? { shape: [1, 3 * hiddenSize], data: concatenate(peepholes) } : undefined,
  };
}

function addUp(
  contributions: readonly Contribution[],
  parameters: Readonly<Record<string, ParameterData>>,
  length: number,
): Float32Array {
  const sum = new Float64Array(length);
  for (const { parameter, scale } of contributions) {
    if (parameter === undefined) {
      sum.forEach((value, index) => {
        sum[index] = value + scale;
      });
      continue;
    }
    const { data } = present(parameters[parameter], `parameter "${parameter}"`);
    invariant(data.length === length, `parameter "${parameter}" has ${length} numbers`);
    data.forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + scale * value;
    });
  }
  return Float32Array.from(sum);
}
