import type { Cell } from '../cells/cell.ts';
import { matchNative, type NativeBlock, type NativeForm } from '../onnx/matchNative.ts';
import type { Parameter } from '../resolve/model.ts';

/** Parameters of one layer that are shown as one tensor, the blocks of all gates below each other. */
export interface ParameterStack {
  /** PyTorch's name (`weight_ih_l0`), or the cell's own. */
  readonly name: string;
  readonly inPyTorch: boolean;
  /** From the first row to the last. */
  readonly parameters: readonly Parameter[];
  /** What differs from PyTorch; empty where nothing does. */
  readonly note: string;
}

/**
 * Stacks the parameters of a recurrent layer as PyTorch does where its equations are those of one of
 * PyTorch's layers (LSTM `i f g o`, GRU `r z n`); others by the part of their names before the
 * underscore. `place` is the end of the names in PyTorch: `l1`, `l1_reverse`.
 */
export function stackParameters(
  cell: Cell,
  parameters: readonly Parameter[],
  place: string,
): readonly ParameterStack[] {
  const known = torchStacks(cell, parameters, place);
  const taken = new Set(known.flatMap((stack) => stack.parameters));
  const rest = parameters.filter((parameter) => !taken.has(parameter));
  return [...known, ...ownStacks(rest, known.length > 0 ? place : undefined)];
}

/** For each gate in PyTorch's order, its block in the order of ONNX's operator. */
const torchOrders: Readonly<Record<NativeForm['operator'], readonly number[]>> = {
  LSTM: [0, 2, 3, 1],
  GRU: [1, 0, 2],
  RNN: [0],
};

function torchStacks(
  cell: Cell,
  parameters: readonly Parameter[],
  place: string,
): readonly ParameterStack[] {
  const form = matchNative(cell);
  if (!form || !isTorchLayer(form)) {
    return [];
  }
  const blocks = torchOrders[form.operator].flatMap((index) => form.blocks[index] ?? []);
  const find = (part: keyof NativeBlock) => stackOf(parameters, blocks, part);
  const weights = [
    { name: `weight_ih_${place}`, parameters: find('input'), note: '' },
    { name: `weight_hh_${place}`, parameters: find('recurrent'), note: '' },
    {
      name: `bias_ih_${place}`,
      parameters: find('bias'),
      note: secondBiasNote(blocks, `bias_hh_${place}`),
    },
  ];
  return weights.flatMap(({ name, parameters, note }) =>
    parameters ? [{ name, inPyTorch: true, parameters, note }] : [],
  );
}

/** Whether PyTorch has a layer with these functions; it has no peepholes, which stay by themselves. */
function isTorchLayer({ operator, attributes }: NativeForm): boolean {
  const functions = attributes.activations;
  switch (operator) {
    case 'LSTM':
      return functions === undefined;
    case 'GRU':
      return attributes.linear_before_reset !== undefined;
    case 'RNN':
      return /tanh|relu/i.test(JSON.stringify(functions ?? ''));
  }
}

/** One parameter per gate, taken as it is; `undefined` where the cell has something else. */
function stackOf(
  parameters: readonly Parameter[],
  blocks: readonly NativeBlock[],
  part: keyof NativeBlock,
): readonly Parameter[] | undefined {
  const found = blocks.flatMap((block) => {
    const [first, ...more] = block[part];
    const isPlain = first?.scale === 1 && more.length === 0;
    return parameters.filter(({ local }) => isPlain && local === first.parameter);
  });
  return new Set(found).size === blocks.length ? found : undefined;
}

function secondBiasNote(blocks: readonly NativeBlock[], name: string): string {
  const own = blocks.flatMap(({ recurrentBias }) => recurrentBias[0]?.parameter ?? []);
  return own.length === 0
    ? `PyTorch keeps a second bias, ${name}, and adds it; here it is part of this one`
    : `PyTorch keeps a second bias, ${name}; here it is part of this one, but for ${own.join(', ')}`;
}

/** `place` is given for what is left of a layer that PyTorch has. */
function ownStacks(
  parameters: readonly Parameter[],
  place: string | undefined,
): readonly ParameterStack[] {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    const { stem, role } = parameter.inCell ?? { stem: parameter.local, role: 'input' };
    const key = [stem, role, ...parameter.shapeNames].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), parameter]);
  }
  const stems = [...groups.keys()].map((key) => key.split(' ')[0]);
  return [...groups.values()].map((members, index) => {
    const stem = stems[index] ?? '';
    const isAlone = members.length === 1 || stems.indexOf(stem) !== stems.lastIndexOf(stem);
    return {
      name: isAlone ? members.map(({ local }) => local).join(', ') : stem,
      inPyTorch: false,
      parameters: members,
      note: noteOfRest(members, place),
    };
  });
}

function noteOfRest([first]: readonly Parameter[], place: string | undefined): string {
  const { role, gate } = first?.inCell ?? {};
  if (place === undefined) {
    return '';
  }
  return role === 'bias'
    ? `In PyTorch the rows of ${gate} in bias_hh_${place}`
    : 'PyTorch has no tensor like this';
}
