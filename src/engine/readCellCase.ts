import { sizeOf } from '../base/sizeOf.ts';
import { UserError } from '../base/userError.ts';
import type { Cell, SizeName } from '../cells/cell.ts';
import { lengthsOf, sizeOfValue } from '../cells/sizes.ts';
import { cellTensors } from '../compile/cellLoss.ts';
import type { Float64Tensor } from '../graph/evaluate.ts';
import type { CellCase } from './randomCellCase.ts';

/**
 * Reads numbers for a cell from a parsed JSON file: `T B I H states params x s0 loss_wY loss_wS`, or
 * a mapping with one such entry. `params` has the names of the equations; `s0` and `loss_wS` follow
 * `states`. One state may be called otherwise than in the cell (`x[t-1]` has no name of its own).
 * Sizes beside I and H follow from the parameters.
 *
 * @throws UserError that says what the cell has, where something does not fit.
 */
export function readCellCase(cell: Cell, json: unknown): CellCase {
  const entry = findEntry(json);
  const parameters = readParameters(cell, entry);
  const sizes = inferLengths(cell, entry, parameters);
  const states = matchStates(cell, entry.states);
  const lengths = { ...sizes, T: readCount(entry, 'T'), B: readCount(entry, 'B') };
  const tensor = (what: string, value: unknown, shape: readonly SizeName[]) =>
    expectShape(what, toTensor(what, value), shape, lengthsOf(shape, lengths));
  const stateTensors = (key: 's0' | 'loss_wS', nameOf: (state: string) => string) => {
    const list = readList(entry, key, states);
    return states.map((state, index) => {
      const shape = ['B', sizeOfValue(cell, state)];
      return [nameOf(state), tensor(`${key}[${index}]`, list[index], shape)] as const;
    });
  };
  return {
    sizes,
    states,
    inputs: Object.fromEntries([
      ...cell.parameters.map(
        ({ name, shape }) =>
          [cellTensors.parameter(name), tensor(`params.${name}`, parameters[name], shape)] as const,
      ),
      [cellTensors.x, tensor('x', entry.x, ['T', 'B', 'input'])],
      [
        cellTensors.outputWeight,
        tensor('loss_wY', entry.loss_wY, ['T', 'B', sizeOfValue(cell, cell.output)]),
      ],
      ...stateTensors('s0', cellTensors.initial),
      ...stateTensors('loss_wS', cellTensors.finalWeight),
    ]),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function findEntry(json: unknown): Entry {
  const entries = isMapping(json) ? Object.values(json) : [];
  const [only] = entries;
  if (isMapping(json) && 'params' in json) {
    return json;
  }
  if (entries.length === 1 && isMapping(only) && 'params' in only) {
    return only;
  }
  const count = isMapping(json) ? `${entries.length} entries` : 'something else';
  throw new UserError(
    'A case is one JSON object with the keys "T", "B", "I", "H", "states", "params", "x", "s0", ' +
      `"loss_wY" and "loss_wS", or a file with one such entry, but this file holds ${count}`,
  );
}

function isMapping(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCount(entry: Entry, key: string): number {
  const value = entry[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new UserError(`"${key}" of the case must be a whole number of 1 or more`);
  }
  return value;
}

function readParameters(cell: Cell, { params }: Entry): Entry {
  const given = isMapping(params) ? Object.keys(params) : [];
  const known = cell.parameters.map(({ name }) => name);
  const missing = known.filter((name) => !given.includes(name));
  const strange = given.filter((name) => !known.includes(name));
  if (!isMapping(params) || missing.length > 0 || strange.length > 0) {
    const faults = [
      ...(missing.length > 0 ? [`lacks ${quote(missing)}`] : []),
      ...(strange.length > 0 ? [`has ${quote(strange)} besides`] : []),
    ];
    throw new UserError(
      `"params" of the case ${faults.join(' and ')}: cell "${cell.name}" has ${quote(known)}`,
    );
  }
  return params;
}

/** The lengths of all sizes of the cell. */
function inferLengths(cell: Cell, entry: Entry, parameters: Entry): Record<SizeName, number> {
  const sizes: Record<SizeName, number> = {
    input: readCount(entry, 'I'),
    hidden: readCount(entry, 'H'),
  };
  for (const { name, shape } of cell.parameters) {
    const { shape: lengths } = toTensor(`params.${name}`, parameters[name]);
    for (const [axis, size] of shape.entries()) {
      sizes[size] ??= lengths[axis] ?? 0;
    }
  }
  for (const { size } of [...cell.assignments, ...cell.states]) {
    if (sizes[size] === undefined) {
      throw new UserError(
        `The size "${size}" of cell "${cell.name}" does not follow from the case, because no ` +
          'parameter is so wide: leave the case out',
      );
    }
  }
  return sizes;
}

/** The cell's states in the order of the case, which may call one of them otherwise. */
function matchStates(cell: Cell, value: unknown): readonly string[] {
  const known = cell.states.map(({ name }) => name);
  const given = Array.isArray(value) ? value.map(String) : [];
  const missing = known.filter((name) => !given.includes(name));
  const strange = given.filter((name) => !known.includes(name));
  if (new Set(given).size !== known.length || given.length !== known.length || missing.length > 1) {
    throw new UserError(
      `"states" of the case must be a list of the states of cell "${cell.name}", ` +
        `${known.length === 0 ? 'which has none' : quote(known)}, but it is ${JSON.stringify(value)}`,
    );
  }
  return given.map((name) => (strange.includes(name) ? (missing[0] ?? name) : name));
}

function readList(entry: Entry, key: string, states: readonly string[]): readonly unknown[] {
  const list = entry[key];
  if (!Array.isArray(list) || list.length !== states.length) {
    throw new UserError(
      `"${key}" of the case must be a list with one tensor for each of the ${states.length} states`,
    );
  }
  return list;
}

/** Numbers in nested lists, all equally long. */
function toTensor(what: string, value: unknown): Float64Tensor {
  const shape: number[] = [];
  for (let level = value; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
  }
  const numbers: unknown[] = Array.isArray(value) ? value.flat(shape.length) : [value];
  const isRight = numbers.length === sizeOf(shape) && isNested(value, shape);
  if (!isRight || !numbers.every((it): it is number => Number.isFinite(it))) {
    throw new UserError(
      `"${what}" of the case must be numbers in lists, equally long at each level`,
    );
  }
  return { shape, data: Float64Array.from(numbers) };
}

function isNested(value: unknown, [length, ...rest]: readonly number[]): boolean {
  return length === undefined
    ? !Array.isArray(value)
    : Array.isArray(value) && value.length === length && value.every((it) => isNested(it, rest));
}

function expectShape(
  what: string,
  tensor: Float64Tensor,
  names: readonly string[],
  lengths: readonly number[],
): Float64Tensor {
  if (tensor.shape.join() !== lengths.join()) {
    throw new UserError(
      `"${what}" of the case must have the shape [${names.join(', ')}] = [${lengths.join(', ')}], ` +
        `but it has [${tensor.shape.join(', ')}]`,
    );
  }
  return tensor;
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
