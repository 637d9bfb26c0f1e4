import { errorAt } from '../../base/problem.ts';
import type { CellOption, CellReference, CellSpec } from '../spec.ts';
import { findEntry } from '../tree.ts';
import { choiceType } from '../types/choiceType.ts';
import { hasKey } from '../types/hasKey.ts';
import { listType } from '../types/listType.ts';
import { mappingType } from '../types/mappingType.ts';
import { namedType } from '../types/namedType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { inferredType } from '../types/optionalType.ts';
import { isWrittenScalar, shortFormType } from '../types/shortFormType.ts';
import { fileType, textType } from '../types/textType.ts';
import { isRead } from '../unread.ts';
import { fallback, required, type ValueType } from '../valueType.ts';
import { initKey } from './initializerType.ts';

const equationsType = textType('equations such as "h = tanh(W @ x + R @ h[t-1] + b)"', {
  kind: 'equations',
});

/** A line for people; an empty one is left out. */
const noteType: ValueType<string> = {
  ...textType('one line of text'),
  encode: (value) => (value === '' ? undefined : value),
};

/** What is wrong with a name inside a cell, as the end of a sentence; `undefined` where it is fine. */
export function judgeInnerName(name: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)
    ? undefined
    : 'must be a letter, then letters, digits and "_", at most 64 in all';
}

/** What is wrong with the name of a cell, as `judgeInnerName` says it. */
export function judgeCellName(name: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)
    ? undefined
    : 'must be a letter, then letters, digits, "-" and "_", at most 64 in all';
}

const sizesType = namedType({
  description: 'a mapping from values to the names of their sizes',
  documentation: 'A value that an equation assigns',
  means: { kind: 'value' },
  value: textType('the name of a size, such as "input"', { kind: 'size' }),
  judgeName: judgeInnerName,
});

/** An option as it is written: what kind it is follows from the key that is there. */
interface WrittenOption {
  readonly size: readonly string[] | undefined;
  readonly instead: string | undefined;
  readonly number: number | undefined;
  readonly function: readonly string[] | undefined;
  readonly summary: string;
}

const writtenOption = mappingType<WrittenOption>({
  size: {
    type: inferredType(
      listType('a list of values', textType('a value', { kind: 'value' }), { unique: true }),
    ),
    fallback: fallback(undefined),
    documentation: 'The option is a size: the values that are so wide',
    example: '[h]',
  },
  instead: {
    type: inferredType(equationsType),
    fallback: fallback(undefined),
    documentation:
      'Equations that take the place of those with the same names where a layer gives the size; without them the size must be given',
    example: '"h = W_h @ (o * tanh(c))"',
  },
  number: {
    type: inferredType(numberType()),
    fallback: fallback(undefined),
    documentation: 'The option is a number that equations name: its value where a layer gives none',
    example: '0.1',
  },
  function: {
    type: inferredType(
      listType('a list of functions', textType('the name of a function', { kind: 'function' }), {
        unique: true,
      }),
    ),
    fallback: fallback(undefined),
    documentation:
      'The option is a function that equations call: those that may be chosen, the first of them where a layer chooses none',
    example: '[tanh, relu]',
  },
  summary: {
    type: noteType,
    fallback: fallback('', 'nothing'),
    documentation: 'One line on the option for lists and hovers',
    example: 'The size of one time step',
  },
});

const optionType: ValueType<CellOption> = {
  description: 'an option with one of the keys "size", "number" and "function"',
  shape: writtenOption.shape,
  decode: (node, place, report) => {
    const written = writtenOption.decode(node, place, report)?.value;
    if (!written || !isRead(written)) {
      return undefined;
    }
    const { size, instead, number, function: functions, summary } = written;
    const kinds = [size, number, functions].filter((it) => it !== undefined);
    if (kinds.length !== 1 || (instead !== undefined && size === undefined)) {
      const message = `${place.name} must have exactly one of the keys "size", "number" and "function", and "instead" only beside "size"`;
      report(errorAt(place.range, 'spec.wrong-value', message));
      return undefined;
    }
    if (size) {
      return { value: { kind: 'size', values: size, instead, summary } };
    }
    return number === undefined
      ? { value: { kind: 'function', functions: functions ?? [], summary } }
      : { value: { kind: 'number', number, summary } };
  },
  encode: (option) =>
    writtenOption.encode({
      size: option.kind === 'size' ? option.values : undefined,
      instead: option.kind === 'size' ? option.instead : undefined,
      number: option.kind === 'number' ? option.number : undefined,
      function: option.kind === 'function' ? option.functions : undefined,
      summary: option.summary,
    }),
};

/** What a layer may give for an option of its cell. */
export function optionValueType(option: CellOption): ValueType<number | string> {
  switch (option.kind) {
    case 'size':
      return integerType({ min: 1, max: 65_536 });
    case 'number':
      return numberType();
    case 'function':
      return choiceType(Object.fromEntries(option.functions.map((name) => [name, ''])));
  }
}

/** Whether a layer may give an option this value. */
export function isOptionValue(option: CellOption, value: number | string): boolean {
  const range = { start: 0, end: 0 };
  const node = { kind: 'scalar', value, text: `${value}`, style: 'plain', range } as const;
  const place = { name: '', owner: '', range };
  return optionValueType(option).decode(node, place, () => {}) !== undefined;
}

/** The keys of a cell, in the library's files and in a spec's `cells`. */
export const cellMapping: ValueType<CellSpec> = mappingType<CellSpec>({
  summary: {
    type: noteType,
    fallback: fallback('', 'nothing'),
    documentation: 'One line on the cell for lists and hovers',
    example: 'LSTM without a forget gate',
  },
  source: {
    type: noteType,
    fallback: fallback('', 'nothing'),
    documentation: 'Where the equations come from: a paper and its section',
    example: 'Gers and Schmidhuber 2000',
  },
  equations: {
    type: equationsType,
    fallback: required,
    documentation:
      'One equation a line: `x` is the input of this step, `name[t-1]` a value of the step before, and what no line assigns is a trained parameter',
    example: '"h = tanh(W @ x + R @ h[t-1] + b)"',
  },
  output: {
    type: textType('the name of an equation', { kind: 'value' }),
    fallback: fallback('h'),
    documentation: 'The equation whose value the layer gives out',
    example: 'h',
  },
  size: {
    type: sizesType,
    fallback: fallback({}),
    documentation:
      'Values that are not as wide as `hidden`, each with the name of its size: `input`, or an option that is a size',
    example: '{gated: input}',
  },
  options: {
    type: namedType({
      description: 'a mapping from names of options to what they are',
      documentation: 'The name of an option, as layers give it beside `hidden`',
      value: optionType,
      judgeName: judgeInnerName,
    }),
    fallback: fallback({}),
    documentation: 'What a layer may choose of the cell: sizes, numbers and functions',
    example: '{dt: {number: 0.1}}',
  },
  init: initKey(
    'Initializers for the parameters of the cell; those of a layer and of "train" win over them',
    '{R: orthogonal, b: 0}',
  ),
});

/** A cell; equations alone are a cell as well. */
const cellType = shortFormType({
  long: cellMapping,
  short: equationsType,
  matches: isWrittenScalar,
  expand: (equations): CellSpec => ({
    equations,
    output: 'h',
    summary: '',
    source: '',
    size: {},
    options: {},
    init: {},
  }),
});

/** The cell of another file. */
const referenceType = mappingType<CellReference>({
  file: {
    type: fileType('the path of a file with a cell', '.cell.yaml', '.cell.yml'),
    fallback: required,
    documentation:
      'A file that holds the cell, with the keys of a cell at its top; relative to the spec, so that several specs can share it',
    example: 'my-cell.cell.yaml',
  },
});

/** A cell of the spec's own: its equations, alone or with other keys, or the file that holds it. */
export const ownCellType: ValueType<CellSpec | CellReference> = {
  description: cellType.description,
  shape: { kind: 'either', options: [cellType.shape, referenceType.shape] },
  decode: (node, place, report) =>
    node.kind === 'mapping' && findEntry(node, 'file')
      ? referenceType.decode(node, { ...place, homeOf: homeBesideFile }, report)
      : cellType.decode(node, place, report),
  encode: (cell) => ('file' in cell ? referenceType.encode(cell) : cellType.encode(cell)),
};

function homeBesideFile(key: string): string | undefined {
  return hasKey(cellType.shape, key) ? ': it does not go with "file"' : undefined;
}

/** The spec's own cells by name. */
export const cellsType = namedType({
  description: 'a mapping from names of cells to their equations',
  documentation: 'The name of a cell, as layers use it',
  value: ownCellType,
  judgeName: judgeCellName,
});
