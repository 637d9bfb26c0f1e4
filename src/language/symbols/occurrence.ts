import type { Range } from '../../base/range.ts';
import type { CellDefinition } from '../../cells/cell.ts';
import type { SourceFile } from '../../resolve/dataSource.ts';
import type { SpecNode } from '../../spec/tree.ts';
import type { CellName, NameKind } from './cellNames.ts';

/** One place of a file where the name of a cell, or a name inside a cell, stands. */
export interface Occurrence {
  /** The name's own characters: `h` of `h[t-1]`. */
  readonly range: Range;
  readonly name: string;
  readonly kind: NameKind;
  /**
   * `write` where the name gets its meaning: an equation's left side, the key of a cell or of an
   * option. `previous` is the value of the step before.
   */
  readonly access: 'write' | 'read' | 'previous';
  /** Whether it stands in an equation, not in a key or a plain value. */
  readonly isInEquation: boolean;
  /**
   * The cells whose name it is, by their names in this file: one inside a cell's equations, maybe
   * several in the `init` of "train", none where the name is that of a cell itself.
   */
  readonly cells: readonly string[];
}

/** A cell that a file defines or uses. */
export interface IndexedCell {
  readonly name: string;
  /** Its key under `cells`; `undefined` for all others. */
  readonly keyRange: Range | undefined;
  /** Where its equations are; `undefined` for a cell that does not exist. */
  readonly home:
    | { readonly kind: 'here'; readonly node: SpecNode }
    | { readonly kind: 'file'; readonly file: SourceFile }
    | { readonly kind: 'library' }
    | undefined;
  /** `undefined` where there are no equations. */
  readonly definition: CellDefinition | undefined;
  readonly names: ReadonlyMap<string, CellName>;
}
