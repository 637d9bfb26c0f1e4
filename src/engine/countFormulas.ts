import { formatCount } from '../base/counts.ts';
/** The shape of a stacked tensor: `blocks` times the same block. */
export interface StackedShape {
  readonly blocks: number;
  /** Of one block: `['hidden', 'input']`. */
  readonly names: readonly string[];
  /** Of one block: `[100, 1]`. */
  readonly lengths: readonly number[];
}

/** `[4·hidden, input] = [400, 1]` */
export function shapeText({ blocks, names, lengths }: StackedShape): string {
  const [rows = '', ...columns] = names;
  const [length = 1, ...widths] = lengths;
  const words = [times(blocks, rows), ...columns].join(', ');
  return `[${words}] = [${[blocks * length, ...widths].join(', ')}]`;
}

/** `4·100·1 = 400`, or the number alone where there is nothing to multiply. */
export function countFormula({ blocks, lengths }: StackedShape): string {
  const factors = [...(blocks > 1 ? [blocks] : []), ...lengths];
  const count = factors.reduce((product, factor) => product * factor, 1);
  return factors.length > 1 ? `${factors.join('·')} = ${formatCount(count)}` : formatCount(count);
}

/**
 * How many numbers some tensors have together, in words and in numbers:
 * `4·hidden·(input + hidden + 1) = 4·100·(1 + 100 + 1) = 40,800`; `copies` of them where a layer has
 * the same tensors more than once.
 */
export function layerFormula(tensors: readonly StackedShape[], copies = 1): string {
  if (tensors.length === 0) {
    return 'no parameters';
  }
  const groups = new Map<string, StackedShape[]>();
  for (const tensor of tensors) {
    const key = times(tensor.blocks, tensor.names[0] ?? '');
    groups.set(key, [...(groups.get(key) ?? []), tensor]);
  }
  const terms = [...groups].map(([rows, members]) => ({
    words: product(
      rows,
      members.map(({ names }) => names[1] ?? '1'),
    ),
    numbers: product(
      times(members[0]?.blocks ?? 1, `${members[0]?.lengths[0] ?? 1}`),
      members.map(({ lengths }) => `${lengths[1] ?? 1}`),
    ),
  }));
  const count = tensors.reduce(
    (sum, { blocks, lengths }) => sum + blocks * lengths.reduce((a, b) => a * b, 1),
    0,
  );
  const words = repeat(
    copies,
    terms.map((term) => term.words),
  );
  const numbers = repeat(
    copies,
    terms.map((term) => term.numbers),
  );
  return `${words} = ${numbers} = ${formatCount(copies * count)}`;
}

/** A sum, as often as there are copies of it. */
function repeat(copies: number, terms: readonly string[]): string {
  const sum = terms.join(' + ');
  return copies === 1 ? sum : `${copies}·${terms.length > 1 ? `(${sum})` : sum}`;
}

/** `4·hidden`, or `hidden` alone. */
function times(blocks: number, rows: string): string {
  return blocks > 1 ? `${blocks}·${rows}` : rows;
}

function product(rows: string, columns: readonly string[]): string {
  if (columns.length > 1) {
    return `${rows}·(${columns.join(' + ')})`;
  }
  return columns[0] === '1' ? rows : `${rows}·${columns[0]}`;
}
