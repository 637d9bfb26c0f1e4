import { readFileSync } from 'node:fs';
import { present } from '../../src/base/invariant.ts';
import type { Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Model, Parameter, RecurrentLayer } from '../../src/resolve/model.ts';
import { type Nested, toTensor } from './cellCase.ts';

/** Tensors by PyTorch's names. */
export type StateDict = Readonly<Record<string, Nested>>;

/** One kind of PyTorch layer; see `make.py` beside the files. */
export interface TorchForm {
  readonly parameters: StateDict;
  /** `[T, B, I]` */
  readonly x: Nested;
  /** `h0`, and `c0` for an LSTM: `[layers · directions, B, H]`. */
  readonly initial: StateDict;
  readonly loss_weights: StateDict;
  readonly runs: Readonly<Record<string, TorchRun>>;
}

/** What came out of one run of a layer. */
export interface TorchRun {
  readonly lengths: readonly number[];
  readonly loss: number;
  readonly y: Nested;
  readonly hT: Nested;
  readonly cT?: Nested;
  readonly gradients: StateDict;
}

/** The losses of 20 training steps by optimiser, and where they start. */
export interface TorchCurves {
  readonly lstm: StateDict;
  readonly head: StateDict;
  readonly x: Nested;
  readonly y: Nested;
  readonly curves: Readonly<Record<string, TorchCurve>>;
}

export interface TorchCurve {
  /** The class, such as `torch.optim.SGD`. */
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly clip: Readonly<Record<string, number>>;
  readonly losses: readonly number[];
  readonly gradient_norms: readonly number[];
}

/** A file of `test/fixtures/pytorch`. */
export function readTorch<Content>(name: string): Content {
  const file = new URL(`../fixtures/pytorch/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}

/** The rows of PyTorch's matrices, gate by gate as its documentation has them. */
const gatesOf: Readonly<Record<string, readonly string[]>> = {
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
  rnn: ['h'],
};

/** PyTorch's tensors as the flat vector of all parameters of a model's recurrent layers. */
export function flatParameters(
  model: Model,
  tensors: StateDict,
  sumBiases: boolean,
): Float64Tensor {
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const data = model.parameters.flatMap((parameter) => {
    const layer = present(layers.get(parameter.layer), parameter.layer);
    return layer.kind === 'recurrent'
      ? parameterOf(layer, parameter, tensors, sumBiases)
      : flatten(present(tensors[parameter.local], parameter.name));
  });
  return { shape: [data.length], data: Float64Array.from(data) };
}

/**
 * One of our parameters cut out of PyTorch's tensors. A bias is the sum of PyTorch's two, unless the
 * cell has the second as a parameter of its own, `c_n`; `sumBiases` is false for gradients, since
 * that by a sum is that by either of its terms.
 */
export function parameterOf(
  { cell }: RecurrentLayer,
  { local, pass }: Parameter,
  tensors: StateDict,
  sumBiases: boolean,
): number[] {
  const suffix = torchSuffix(pass);
  const [stem = '', gate = ''] = local.split('_');
  const rows = (tensor: string) => rowsOf(tensors, `${tensor}${suffix}`, cell.name, gate);
  const hasOwn = cell.parameters.some((parameter) => parameter.name === `c_${gate}`);
  switch (stem) {
    case 'W':
      return gatesOf[cell.name]?.includes(gate)
        ? rows('weight_ih')
        : flatten(present(tensors[`weight_hr${suffix}`], local));
    case 'R':
      return rows('weight_hh');
    case 'c':
      return rows('bias_hh');
    default: {
      const second = rows('bias_hh');
      return rows('bias_ih').map((v, i) => v + (hasOwn || !sumBiases ? 0 : (second[i] ?? 0)));
    }
  }
}

/** `lstm.1` is `_l1`, `lstm.1.reverse` is `_l1_reverse`. */
function torchSuffix(pass: string): string {
  const [, place, direction] = pass.split('.');
  return `_l${place}${direction === 'reverse' ? '_reverse' : ''}`;
}

/** The rows of one gate. */
function rowsOf(tensors: StateDict, name: string, cell: string, gate: string): number[] {
  const gates = present(gatesOf[cell], cell);
  const { data } = toTensor(present(tensors[name], name));
  const length = data.length / gates.length;
  const start = length * gates.indexOf(gate);
  return [...data.subarray(start, start + length)];
}

function flatten(nested: Nested): number[] {
  return [...toTensor(nested).data];
}
