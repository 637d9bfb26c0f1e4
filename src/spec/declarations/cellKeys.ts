import type { CellSpec } from '../spec.ts';
import { mappingType } from '../types/mappingType.ts';
import { namedType } from '../types/namedType.ts';
import { isWrittenScalar, shortFormType } from '../types/shortFormType.ts';
import { textType } from '../types/textType.ts';
import { fallback, required, type ValueType } from '../valueType.ts';

const equationsType = textType('equations such as "h = tanh(W @ x + R @ h[t-1] + b)"');

/** A line for people; an empty one is left out. */
const noteType: ValueType<string> = {
  ...textType('one line of text'),
  encode: (value) => (value === '' ? undefined : value),
};

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
    type: textType('the name of an equation'),
    fallback: fallback('h'),
    documentation: 'The equation whose value the layer gives out',
    example: 'h',
  },
});

/** A cell; equations alone are a cell as well. */
const cellType = shortFormType({
  long: cellMapping,
  short: equationsType,
  matches: isWrittenScalar,
  expand: (equations): CellSpec => ({ equations, output: 'h', summary: '', source: '' }),
});

/** The spec's own cells by name. */
export const cellsType = namedType({
  description: 'a mapping from names of cells to their equations',
  documentation: 'The name of a cell, as layers use it',
  value: cellType,
  judgeName: (name) =>
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)
      ? undefined
      : 'must be a letter, then letters, digits, "-" and "_", at most 64 in all',
});
