import type { Range } from '../base/range.ts';
import { remember } from '../base/remember.ts';
import type { OptionValues } from '../spec/spec.ts';
import type { CellDefinition, CellSource } from './cell.ts';
import { equationLines } from './equationLines.ts';
import { tokenize } from './tokens.ts';

/** A cell with its options chosen. */
export interface SpecializedCell {
  readonly source: CellSource;
  /** Where a stretch of the source's equations stands in the definition. */
  placeOf(range: Range): CellPlace;
}

/** A stretch of a text of a cell's definition. */
export interface CellPlace {
  /** The keys that lead to the text: `equations`, `options/projection/instead`. */
  readonly path: string;
  readonly range: Range;
}

/**
 * The plain cell that a layer's options make of a definition: equations of a size's `instead` in
 * the place of those with the same names, numbers and functions under the names of their options.
 * Its `equations` are what is computed. Options that are not given, or are of a wrong kind, count as
 * their defaults.
 */
export const specializeCell = remember(specialize);

function specialize(definition: CellDefinition, values: OptionValues): SpecializedCell {
  const { options: _, ...rest } = definition;
  const pieces = replaceEquations(definition, values).flatMap((piece) =>
    replaceNames(definition, values, piece),
  );
  const size = { ...definition.size };
  for (const [name, option] of activeSizes(definition, values)) {
    for (const value of option.values) {
      size[value] = name;
    }
  }
  const equations = pieces.map((piece) => piece.text).join('');
  return { source: { ...rest, equations, size }, placeOf: (range) => findPlace(pieces, range) };
}

/** The options that are sizes in a layer: those that must be given, and those that are. */
export function activeSizes({ options }: CellDefinition, values: OptionValues) {
  return Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'size' && (option.instead === undefined || Object.hasOwn(values, name))
      ? [[name, option] as const]
      : [],
  );
}

/** A stretch of the new equations and what it was made from. */
interface Piece extends CellPlace {
  /** Longer or shorter than its place where a name was replaced. */
  readonly text: string;
}

function replaceEquations(definition: CellDefinition, values: OptionValues): readonly Piece[] {
  let pieces: readonly Piece[] = [wholeText('equations', definition.equations)];
  for (const [name, { instead }] of activeSizes(definition, values)) {
    if (instead !== undefined) {
      const others = splitEquations(wholeText(`options/${name}/instead`, instead));
      pieces = pieces.flatMap((piece) => putInstead(piece, others));
    }
  }
  return pieces;
}

function wholeText(path: string, text: string): Piece {
  return { path, text, range: { start: 0, end: text.length } };
}

/** Each equation of a text by the name that it assigns. */
function splitEquations(whole: Piece): ReadonlyMap<string, Piece> {
  return new Map(equationLines(whole.text).map(({ name, range }) => [name, cut(whole, range)]));
}

function putInstead(piece: Piece, others: ReadonlyMap<string, Piece>): readonly Piece[] {
  const result: Piece[] = [];
  let end = 0;
  for (const { name, range } of equationLines(piece.text)) {
    const other = others.get(name);
    if (other) {
      result.push(cut(piece, { start: end, end: range.start }), other);
      end = range.end;
    }
  }
  return [...result, cut(piece, { start: end, end: piece.text.length })];
}

function replaceNames(
  { options }: CellDefinition,
  values: OptionValues,
  piece: Piece,
): readonly Piece[] {
  const result: Piece[] = [];
  let end = 0;
  for (const { kind, text, range } of tokenize(piece.text)) {
    const option = kind === 'name' && Object.hasOwn(options, text) ? options[text] : undefined;
    if (option === undefined || option.kind === 'size') {
      continue;
    }
    const given = Object.hasOwn(values, text) ? values[text] : undefined;
    const standard = option.kind === 'number' ? option.number : (option.functions[0] ?? '');
    const value = typeof given === typeof standard ? given : standard;
    result.push(cut(piece, { start: end, end: range.start }));
    result.push({ ...cut(piece, range), text: `${value}` });
    end = range.end;
  }
  return [...result, cut(piece, { start: end, end: piece.text.length })];
}

/** A part of a piece whose text is its place's. */
function cut(piece: Piece, { start, end }: Range): Piece {
  const from = piece.range.start;
  return {
    path: piece.path,
    text: piece.text.slice(start, end),
    range: { start: from + start, end: from + end },
  };
}

function findPlace(pieces: readonly Piece[], { start, end }: Range): CellPlace {
  let offset = 0;
  let found: CellPlace | undefined;
  for (const { path, text, range } of pieces) {
    const next = offset + text.length;
    const length = range.end - range.start;
    // A name that was replaced is shown as a whole.
    const placeOf = (at: number, inside: number) =>
      text.length === length ? range.start + at - offset : inside;
    if (!found && start < next) {
      found = { path, range: { start: placeOf(start, range.start), end: range.end } };
    }
    if (found?.path === path) {
      const isLast = end <= next;
      const stop = isLast ? placeOf(end, range.end) : range.end;
      found = { path, range: { start: found.range.start, end: stop } };
    }
    if (end <= next && found) {
      return found;
    }
    offset = next;
  }
  const last = pieces.at(-1);
  const at = last?.range.end ?? 0;
  return found ?? { path: last?.path ?? 'equations', range: { start: at, end: at } };
}
