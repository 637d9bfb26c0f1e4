import { remember } from '../../base/remember.ts';
import type {
  Assignment,
  Cell,
  CellDefinition,
  CellParameter,
  SizeName,
} from '../../cells/cell.ts';
import { type EquationName, equationNames } from '../../cells/equationNames.ts';
import { optionChoices } from '../../cells/optionChoices.ts';
import { readCell } from '../../cells/parseCell.ts';
import { sizeOfValue } from '../../cells/sizes.ts';
import { specializeCell } from '../../cells/specializeCell.ts';

/** What a name is: a cell, a layer that is none, or something inside a cell. */
export type NameKind =
  | 'cell'
  | 'layer'
  | Assignment['role']
  | 'parameter'
  | 'input'
  | 'size'
  | 'option'
  | 'function';

/** A name that means something inside a cell. */
export interface CellName {
  readonly name: string;
  readonly kind: NameKind;
  /** `[rows, columns]` or `[length]`; `undefined` for what has none, or where it is not known. */
  readonly shape: readonly SizeName[] | undefined;
  /** More on a parameter; `undefined` where no line with it can be read. */
  readonly parameter: CellParameter | undefined;
}

/** The texts of a cell that hold equations, each with the keys that lead to it. */
export function equationTexts({
  equations,
  options,
}: CellDefinition): readonly { readonly path: string; readonly text: string }[] {
  const others = Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'size' && option.instead !== undefined
      ? [{ path: `options/${name}/instead`, text: option.instead }]
      : [],
  );
  return [{ path: 'equations', text: equations }, ...others];
}

/**
 * Every name of a cell's equations, sizes and options. Kinds follow from where names stand, so they
 * are known in lines that cannot be read; shapes follow from the lines that can.
 */
export const cellNames = remember(findNames);

function findNames(definition: CellDefinition): ReadonlyMap<string, CellName> {
  const uses = equationTexts(definition).flatMap(({ text }) => equationNames(text));
  const used = new Set(uses.map(({ name }) => name));
  const cells = optionChoices(definition).map(
    (values) => readCell(specializeCell(definition, values).source).value,
  );
  const facts: Facts = {
    definition,
    used,
    assigned: namesWith(uses, 'assigned'),
    previous: namesWith(uses, 'previous'),
    called: namesWith(uses, 'called'),
    cells,
  };
  const names = new Set([
    ...used,
    ...Object.keys(definition.options),
    ...Object.values(definition.size),
  ]);
  return new Map([...names].map((name) => [name, describeName(name, facts)]));
}

interface Facts {
  readonly definition: CellDefinition;
  readonly used: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
  readonly previous: ReadonlySet<string>;
  readonly called: ReadonlySet<string>;
  /** As every choice of options makes them, the defaults first. */
  readonly cells: readonly Cell[];
}

function namesWith(uses: readonly EquationName[], use: EquationName['use']): ReadonlySet<string> {
  return new Set(uses.flatMap((one) => (one.use === use ? [one.name] : [])));
}

function describeName(name: string, facts: Facts): CellName {
  const kind = kindOf(name, facts);
  if (kind === 'parameter') {
    const parameter = first(facts.cells, ({ parameters }) =>
      parameters.find((one) => one.name === name),
    );
    return { name, kind, shape: parameter?.shape, parameter };
  }
  const hasShape = kind === 'input' || facts.assigned.has(name);
  const shape = hasShape ? [sizeOfValue(facts.cells[0] ?? facts.definition, name)] : undefined;
  return { name, kind, shape, parameter: undefined };
}

function kindOf(name: string, facts: Facts): NameKind {
  const { definition, used, assigned, previous, called, cells } = facts;
  const option = Object.hasOwn(definition.options, name) ? definition.options[name] : undefined;
  if (name === 'x') {
    return 'input';
  }
  if (option) {
    return option.kind === 'size' ? 'size' : 'option';
  }
  if (assigned.has(name)) {
    const line = first(cells, ({ assignments }) => assignments.find((one) => one.name === name));
    // A lost line, or a state that only a lost line reads.
    const isState = previous.has(name) && (line?.role ?? 'value') !== 'gate';
    return isState ? 'state' : (line?.role ?? 'value');
  }
  if (previous.has(name)) {
    return 'state';
  }
  if (called.has(name)) {
    return 'function';
  }
  // What stands under `size` alone is a size that every cell has, or one that does not exist.
  return used.has(name) ? 'parameter' : 'size';
}

function first<T, U>(items: readonly T[], find: (item: T) => U | undefined): U | undefined {
  return items.map(find).find((found) => found !== undefined);
}
