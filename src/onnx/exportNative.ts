import { present } from '../base/invariant.ts';
import type { AttributeValue } from './attributes.ts';
import { append, type ExportedFile, type Flow } from './exportedFile.ts';
import type { NativeForm } from './matchNative.ts';
import { makeNode } from './messages.ts';
import { type ParameterData, packNative } from './packNative.ts';

/** One trained recurrent layer that a native operator computes. */
export interface NativeLayer {
  readonly kind: 'native';
  /** `lstm.0` */
  readonly name: string;
  readonly form: NativeForm;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly direction: 'forward' | 'reverse' | 'both';
  readonly merge: 'concat' | 'sum';
  /** Whether the input is added to the output at every step. */
  readonly residual: boolean;
  /** Whether only what each direction has where it ends goes on. */
  readonly onlyLast: boolean;
  /** One for each direction. */
  readonly passes: readonly NativePass[];
}

/** The numbers of one direction. */
export interface NativePass {
  /** By their names in the equations. */
  readonly parameters: Readonly<Record<string, ParameterData>>;
  /** What the operator's states start as, h and then c, `[hidden]` each; none where they are zero. */
  readonly initial: readonly ParameterData[];
}

const directions = { forward: 'forward', reverse: 'reverse', both: 'bidirectional' } as const;

/** Adds the operator of a layer, and what puts its directions together. */
export function exportNative(file: ExportedFile, flow: Flow, layer: NativeLayer): Flow {
  const { name, hiddenSize, form, direction, onlyLast, passes } = layer;
  const output = file.program.uniqueName(`${name}/${form.operator}`);
  const attributes = {
    ...(direction === 'forward' ? {} : { direction: { text: directions[direction] } }),
    hidden_size: { int: hiddenSize },
    ...Object.fromEntries(
      Object.entries(form.attributes).map(([key, value]) => [key, repeated(value, passes.length)]),
    ),
  };
  // The first output holds all steps, the second what each direction ends with.
  const outputs = onlyLast ? ['', output] : [output];
  file.nodes.push(
    makeNode(form.operator, [flow.value, ...operands(file, layer)], outputs, attributes),
  );
  const merged = mergeDirections(file, layer, output);
  const value = layer.residual ? append(file, `${name}/Add`, 'Add', [merged, flow.value]) : merged;
  const width = hiddenSize * (layer.merge === 'concat' ? passes.length : 1);
  return { value, width, isSequence: !onlyLast };
}

/** Lists are settings of each direction, one behind the other. */
function repeated(value: AttributeValue, count: number): AttributeValue {
  if ('texts' in value) {
    return { texts: Array.from({ length: count }, () => value.texts).flat() };
  }
  return 'floats' in value
    ? { floats: Array.from({ length: count }, () => value.floats).flat() }
    : value;
}

/** The names of W, R, B, the lengths, the initial states and P, without the empty ones at the end. */
function operands(file: ExportedFile, layer: NativeLayer): readonly string[] {
  const { name, form, inputSize, hiddenSize, passes } = layer;
  const packed = passes.map(({ parameters }) =>
    packNative(form, parameters, inputSize, hiddenSize),
  );
  const store = (part: 'W' | 'R' | 'B' | 'P') => {
    const pieces = packed.flatMap((one) => one[part] ?? []);
    return pieces.length > 0 ? storeJoined(file, `${name}.${part}`, pieces) : '';
  };
  const initial = [0, 1].map((state) => {
    const starts = passes.flatMap((pass) => pass.initial[state] ?? []);
    return starts.length > 0 ? expandedStates(file, name, starts, ['h', 'c'][state] ?? '') : '';
  });
  const names = [store('W'), store('R'), store('B'), file.lengths ?? '', ...initial, store('P')];
  return names.slice(0, names.findLastIndex((one) => one !== '') + 1);
}

/** Tensors with an axis of length 1 in front, joined along it. */
function storeJoined(file: ExportedFile, name: string, pieces: readonly ParameterData[]): string {
  const [, ...shape] = present(pieces[0], 'a piece').shape;
  const numbers = pieces.flatMap(({ data }) => [...data]);
  return file.program.store(name, [pieces.length, ...shape], numbers);
}

/** The same state `[directions, B, H]` for every sequence of a batch. */
function expandedStates(
  file: ExportedFile,
  layer: string,
  starts: readonly ParameterData[],
  state: string,
): string {
  const [width = 0] = present(starts[0], 'a state').shape;
  const wish = `${layer}.initial.${state}`;
  const numbers = starts.flatMap(({ data }) => [...data]);
  const stored = file.program.store(wish, [starts.length, 1, width], numbers);
  const shape = file.program.shape([starts.length, 'B', width]);
  return append(file, `${wish}/Expand`, 'Expand', [stored, shape]);
}

/** Takes out the axis of directions: `[T, directions, B, H]`, or `[directions, B, H]` at the end. */
function mergeDirections(file: ExportedFile, layer: NativeLayer, output: string): string {
  const { name, onlyLast, passes, merge } = layer;
  const axis = file.program.integers([onlyLast ? 0 : 1]);
  if (passes.length === 1) {
    return append(file, `${name}/Squeeze`, 'Squeeze', [output, axis]);
  }
  if (merge === 'sum') {
    const keepdims = { int: 0 };
    return append(file, `${name}/ReduceSum`, 'ReduceSum', [output, axis], { keepdims });
  }
  const perm = { ints: onlyLast ? [1, 0, 2] : [0, 2, 1, 3] };
  const turned = append(file, `${name}/Transpose`, 'Transpose', [output], { perm });
  const shape = file.program.integers(onlyLast ? [0, -1] : [0, 0, -1]);
  return append(file, `${name}/Reshape`, 'Reshape', [turned, shape]);
}
