import { stemOf } from '../cells/parseCell.ts';
import { layerWord } from '../resolve/layerWords.ts';
import { layerParameters } from '../resolve/resolveParameters.ts';
import type { Completing } from './completionItem.ts';
import type { CellName } from './symbols/cellNames.ts';
import type { IndexedCell, Occurrence } from './symbols/occurrence.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/** The cell whose definition is being written, with where its names stand but at the cursor. */
export interface WrittenCell {
  readonly cell: IndexedCell;
  readonly occurrences: readonly Occurrence[];
}

/** The cell that the place is in; `undefined` elsewhere. */
export function cellAtPlace({ analysis, place, offset }: Completing): WrittenCell | undefined {
  const index = symbolIndex(analysis);
  const [top, name = ''] = place.path;
  const cell = top === 'cells' ? index.cells.get(name) : undefined;
  const occurrences = index.occurrences.filter(
    ({ cells, range }) => cells.includes(name) && !(range.start <= offset && offset <= range.end),
  );
  return cell && { cell, occurrences };
}

/** The names that equations assign, with where. */
export function assignedNames({ cell, occurrences }: WrittenCell): readonly Occurrence[] {
  const kinds: readonly CellName['kind'][] = ['state', 'gate', 'candidate', 'value'];
  return occurrences.filter(
    ({ access, kind, name }) =>
      access === 'write' && kinds.includes(cell.names.get(name)?.kind ?? kind),
  );
}

/** A parameter that `init` may name, with its size in words; a stem has none. */
export interface NamedParameter {
  readonly name: string;
  readonly shape: readonly string[] | undefined;
}

/** What the keys of an `init` at this place may be: full names, then what several begin with. */
export function parametersAtPlace(completing: Completing): readonly NamedParameter[] {
  const { analysis, place } = completing;
  const [top, , layer] = place.path;
  if (top === 'cells') {
    return withStems(parametersOf(cellAtPlace(completing)?.cell));
  }
  const resolved = analysis.outline.layers
    .flatMap(({ layers = [] }) => layers)
    .filter((one) => top === 'train' || layerWord(one) === layer)
    .flatMap(layerParameters)
    .map(({ local, shapeNames }) => ({ name: local, shape: shapeNames }));
  const isInitial = ({ name }: NamedParameter) => name.startsWith('initial.');
  const named = resolved.filter((one) => !isInitial(one));
  const initial = resolved.some(isInitial) ? [{ name: 'initial', shape: undefined }] : [];
  const cell = named.length === 0 ? symbolIndex(analysis).cells.get(layer ?? '') : undefined;
  return withStems([...named, ...parametersOf(cell), ...initial]);
}

function parametersOf(cell: IndexedCell | undefined): readonly NamedParameter[] {
  const names = [...(cell?.names.values() ?? [])];
  return names
    .filter(({ kind }) => kind === 'parameter')
    .map(({ name, shape }) => ({ name, shape }));
}

function withStems(parameters: readonly NamedParameter[]): readonly NamedParameter[] {
  const names = new Map(parameters.map((one) => [one.name, one]));
  for (const { name } of parameters) {
    const stem = stemOf(name);
    if (!names.has(stem)) {
      names.set(stem, { name: stem, shape: undefined });
    }
  }
  return [...names.values()];
}
