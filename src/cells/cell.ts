import type { Range } from '../base/range.ts';
import type { CellSpec } from '../spec/spec.ts';
import type { FunctionName } from './functions.ts';

/** A recurrent cell as it is written, with options that a layer may choose. */
export interface CellDefinition extends CellSpec {
  readonly name: string;
}

/** A recurrent cell without options: equations as text and what people read about it. */
export type CellSource = Omit<CellDefinition, 'options'>;

/**
 * A size that is known when the cell is placed into a model: `input`, `hidden`, or one that the cell
 * names itself.
 */
export type SizeName = string;

/** The lengths of a cell's sizes in a layer, by name. */
export type CellSizes = Readonly<Record<SizeName, number>>;

/** A cell with everything that follows from its equations. */
export interface Cell extends CellSource {
  /** Values of the step before that the equations read, in order of first use; zero at the start. */
  readonly states: readonly CellState[];
  /** In order of first use. */
  readonly parameters: readonly CellParameter[];
  readonly assignments: readonly Assignment[];
}

/** A value that travels from one step to the next. */
export interface CellState {
  readonly name: string;
  readonly size: SizeName;
}

/** A trained tensor of a cell. */
export interface CellParameter {
  /** As in the equations: `W_i`. */
  readonly name: string;
  /** The part before the first underscore: `W`; stands for all gates in `init`. */
  readonly stem: string;
  /** The part after the first underscore (`i`), or the name of the equation that uses it. */
  readonly gate: string;
  /** `[rows, columns]` for a matrix, `[length]` for a vector. */
  readonly shape: readonly SizeName[];
  /** What it multiplies or does: this step's input, a value of the step before, or neither. */
  readonly role: ParameterRole;
}

/** `input` and `recurrent` stand left of `@`; `peephole` multiplies a state; `bias` is added. */
export type ParameterRole = 'input' | 'recurrent' | 'peephole' | 'bias';

/** One line `name = expression`. */
export interface Assignment {
  readonly name: string;
  /** A gate ends in a sigmoid, a candidate in another squashing function, a state is read by the next step. */
  readonly role: 'gate' | 'candidate' | 'state' | 'value';
  readonly size: SizeName;
  readonly expression: Expression;
  readonly range: Range;
}

/** A formula with positions in the text of the equations. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly range: Range }
  /** `x`, a value assigned above, or a parameter. */
  | { readonly kind: 'name'; readonly name: string; readonly range: Range }
  /** `name[t-1]` */
  | { readonly kind: 'previous'; readonly name: string; readonly range: Range }
  | { readonly kind: 'negate'; readonly operand: Expression; readonly range: Range }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly range: Range;
    }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly arguments: readonly Expression[];
      readonly range: Range;
    };

/** `@` is the matrix product, the others are elementwise. */
export type BinaryOperator = '@' | '*' | '+' | '-' | '/';
