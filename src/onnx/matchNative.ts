import { present } from '../base/invariant.ts';
import type { Cell } from '../cells/cell.ts';
import { type CellTerms, cellTerms } from '../cells/cellTerms.ts';
import { parseCell } from '../cells/parseCell.ts';
import { type Assignments, type Contribution, unifyTerms } from '../cells/unifyTerms.ts';
import type { AttributeValue } from './attributes.ts';
import {
  type Block,
  type NativeOperator,
  type NativePattern,
  nativePatterns,
} from './nativePatterns.ts';

/** How one of ONNX's recurrent operators computes a cell. */
export interface NativeForm {
  readonly operator: NativeOperator;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** In the operator's own order: LSTM i o f c, GRU z r h. */
  readonly blocks: readonly NativeBlock[];
  /** Whether the operator needs its input `P`. */
  readonly hasPeepholes: boolean;
}

/** One gate's rows of the operator's matrices, as sums of the cell's parameters; `[]` is zero. */
export interface NativeBlock {
  /** Rows of `W`, `[hidden, input]`. */
  readonly input: readonly Contribution[];
  /** Rows of `R`, `[hidden, hidden]`. */
  readonly recurrent: readonly Contribution[];
  /** The first and the second half of `B`, `[hidden]` each. */
  readonly bias: readonly Contribution[];
  readonly recurrentBias: readonly Contribution[];
  /** A part of `P`, `[hidden]`. */
  readonly peephole: readonly Contribution[];
}

/**
 * Finds the native operator that computes a cell, from its equations alone: names, the order of
 * terms and lines, brackets and intermediate values do not matter. `undefined` where there is none.
 */
export function matchNative(cell: Cell): NativeForm | undefined {
  const terms = cellTerms(cell);
  for (const { pattern, terms: patternTerms } of knownPatterns()) {
    const assignments = unifyTerms(patternTerms, 'h', terms, cell.output);
    if (assignments) {
      return formOf(pattern, assignments);
    }
  }
  return undefined;
}

/** The bias of a gate that is always open: its sigmoid is 1 in float32. */
const openBias = 100;

function formOf(pattern: NativePattern, assignments: Assignments): NativeForm {
  const blocks = pattern.blocks.map((block) => blockOf(block, assignments));
  return {
    operator: pattern.operator,
    attributes: pattern.attributes,
    blocks,
    hasPeepholes: blocks.some((block) => block.peephole.length > 0),
  };
}

function blockOf(block: Block, assignments: Assignments): NativeBlock {
  const sign = block.startsWith('-') ? -1 : 1;
  const gate = block.replace('-', '');
  const of = (stem: string) =>
    (assignments.get(`${stem}_${gate}`) ?? []).map(({ parameter, scale }) => ({
      parameter,
      scale: scale * sign,
    }));
  const bias = gate === '1' ? [{ parameter: undefined, scale: openBias }] : of('b');
  return {
    input: of('W'),
    recurrent: of('R'),
    bias,
    recurrentBias: of('c'),
    peephole: of('p'),
  };
}

/** All patterns with their equations as terms; read when the first cell is compared. */
const knownPatterns = once(() =>
  nativePatterns.map((pattern) => ({ pattern, terms: patternTerms(pattern) })),
);

function patternTerms({ operator, equations }: NativePattern): CellTerms {
  const source = {
    name: operator,
    equations,
    output: 'h',
    summary: '',
    source: '',
    size: {},
    init: {},
  };
  return cellTerms(present(parseCell(source).value, `the pattern of ${operator}`));
}

/** The function, computed at its first call and remembered. */
function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}
