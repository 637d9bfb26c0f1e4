import type { Problem } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import type { Gap } from './layout.ts';
import type { MappingNode, SpecNode } from './tree.ts';

/**
 * One type of the spec language: how a value is read, how it is written, and what is said of it.
 * Types are made by the functions in `types/` and put together in `declarations/`.
 */
export interface ValueType<T> {
  /** What a value must be, as the end of a sentence: `a whole number of 1 or more`. */
  readonly description: string;
  /** What the editor and the documentation ask about the type. */
  readonly shape: TypeShape;
  /** The value; `undefined` when problems were reported and there is none. */
  decode(node: SpecNode, place: Place, report: Report): Decoded<T> | undefined;
  /** The long form of a value as plain data; `undefined` where the key is left out. */
  encode(value: T): Plain | undefined;
}

/** A value in a box, since `undefined` may be a value itself. */
export interface Decoded<T> {
  readonly value: T;
}

/** Takes the problems of a stage. */
export type Report = (problem: Problem) => void;

/** Where in the spec a value stands, for messages. */
export interface Place {
  /** `"window" in "data"` */
  readonly name: string;
  /** How the parts of the value call it: `"data"`, `layer "lstm"`, `the spec`. */
  readonly owner: string;
  /** A value as one would write it. */
  readonly example?: string;
  /** Where a problem is shown that is about what is not written: the key. */
  readonly range: Range;
  /** The mapping that the value's key stands in. */
  readonly siblings?: MappingNode;
  /** Whether it is an item of a list, where `name: options` needs no braces. */
  readonly isItem?: boolean;
  /** Where the value would be written that is not there. */
  readonly gap?: Gap | undefined;
  /** Where a key belongs that is unknown here, as the end of a message; `undefined` where nowhere. */
  readonly homeOf?: (key: string) => string | undefined;
}

/** Plain data as YAML holds it. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A type's structure as data: completion, hover, the reference and a schema follow it. */
export type TypeShape =
  | NumberShape
  | { readonly kind: 'text'; readonly means?: TextMeaning }
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'list'; readonly item: TypeShape }
  | {
      readonly kind: 'mapping';
      readonly keys: Readonly<Record<string, KeyDeclaration<unknown>>>;
      /** Whether there may be other keys, with words or numbers, that are judged later. */
      readonly isOpen?: true;
    }
  /** A mapping whose keys the user chooses; `documentation` says what a key is. */
  | {
      readonly kind: 'named';
      readonly value: TypeShape;
      readonly documentation: string;
      readonly means?: TextMeaning;
    }
  /** A name, or a mapping from one name to its options. */
  | {
      readonly kind: 'variant';
      readonly cases: Readonly<Record<string, CaseShape>>;
      /** For any other name. */
      readonly others: CaseShape | undefined;
    }
  | EitherShape
  /** Which case holds depends on the word at the key `on` of the same mapping. */
  | {
      readonly kind: 'switch';
      readonly on: string;
      readonly cases: Readonly<Record<string, TypeShape>>;
    };

/** Forms of one value. */
export interface EitherShape {
  readonly kind: 'either';
  readonly options: readonly TypeShape[];
  /** The long form of a value in a short form, without what holds anyway; `undefined` for others. */
  readonly writeOut?: (node: SpecNode) => Plain | undefined;
}

/** What a text or a name of the user's stands for, where that is something to choose from. */
export type TextMeaning =
  /** A file that ends in one of these, by its path. */
  | { readonly kind: 'file'; readonly endings: readonly string[] }
  /** A column of the data file that holds numbers. */
  | { readonly kind: 'column' }
  /** Equations of a cell. */
  | { readonly kind: 'equations' }
  /** What an equation of the cell assigns. */
  | { readonly kind: 'value' }
  /** A size that the cell has. */
  | { readonly kind: 'size' }
  /** A function of the equation language. */
  | { readonly kind: 'function' }
  /** A parameter of the layer, of the cell or of all layers, or the stem of several. */
  | { readonly kind: 'parameter' };

export interface NumberShape {
  readonly kind: 'number';
  readonly bounds: NumberBounds;
}

/** What a number may be. */
export interface NumberBounds {
  readonly whole: boolean;
  /** The smallest number that is allowed. */
  readonly min?: number;
  /** All numbers are above this one. */
  readonly above?: number;
  /** The largest number that is allowed. */
  readonly max?: number;
  /** All numbers are below this one. */
  readonly below?: number;
}

/** One name of a variant. */
export interface CaseShape {
  /** One sentence without a full stop. */
  readonly documentation: string;
  /** `undefined` where the name stands alone. */
  readonly options: TypeShape | undefined;
  /** The options as one would write them, where the name cannot stand alone. */
  readonly example: string | undefined;
}

/** A key of the spec language; everything that is known about it is said here and nowhere else. */
export interface KeyDeclaration<T> {
  readonly type: ValueType<T>;
  readonly fallback: Fallback<T>;
  /** What is counted, such as `time steps`. */
  readonly unit?: string;
  /** One sentence without a full stop. */
  readonly documentation: string;
  /** A value as one would write it. */
  readonly example: string;
}

/** What holds where a key is not written. */
export type Fallback<T> =
  | { readonly kind: 'required' }
  /** `text` says the value in words, where it is not a plain value. */
  | { readonly kind: 'value'; readonly value: T; readonly text?: string }
  /** The value of another key of the same mapping. */
  | { readonly kind: 'sibling'; readonly key: string };

/** There is no fallback: the key must be written. */
export const required = { kind: 'required' } as const;

/** The key has this value where it is not written. */
export function fallback<T>(value: T, text?: string): Fallback<T> {
  return text === undefined ? { kind: 'value', value } : { kind: 'value', value, text };
}
