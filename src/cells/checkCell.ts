import { hasErrors, type Problem, type ProblemCode } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import { suggestionFor } from '../base/suggestion.ts';
import type { CellOption } from '../spec/spec.ts';
import type { CellDefinition } from './cell.ts';
import { reservedNames } from './checkNames.ts';
import { equationLines } from './equationLines.ts';
import { functionNames } from './functions.ts';
import { optionChoices } from './optionChoices.ts';
import { parseCell } from './parseCell.ts';
import { specializeCell } from './specializeCell.ts';
import { tokenize } from './tokens.ts';

/** A place of a cell's definition: a stretch of the text at `path`, or the key that it ends in. */
export interface DefinitionPlace {
  readonly path: string;
  readonly range: Range | undefined;
}

/**
 * What is wrong with a cell: its sizes and options, or, where those are right, its equations with
 * every choice of its options. `locate` finds a place of the definition in the file that holds it.
 */
export function checkCell(
  definition: CellDefinition,
  locate: (place: DefinitionPlace) => Range,
): readonly Problem[] {
  const declared = [...checkSizes(definition), ...checkOptions(definition)].map(
    ({ place, ...problem }) => ({ ...problem, range: locate(place) }),
  );
  // Equations in which options are not what they seem have problems that nobody would understand.
  return hasErrors(declared) ? declared : [...declared, ...checkEquations(definition, locate)];
}

function checkEquations(
  definition: CellDefinition,
  locate: (place: DefinitionPlace) => Range,
): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const choice of optionChoices(definition)) {
    const { source, placeOf } = specializeCell(definition, choice);
    const place = (range: Range) => locate(placeOf(range));
    for (const problem of parseCell(source).problems) {
      const range = place(problem.range);
      const related = problem.related?.map((other) => ({ ...other, range: place(other.range) }));
      const key = [range.start, range.end, problem.code].join(' ');
      const placed = { ...problem, range, ...(related ? { related } : {}) };
      found.set(key, found.get(key) ?? placed);
    }
  }
  return [...found.values()];
}

interface PlacedProblem extends Omit<Problem, 'range'> {
  readonly place: DefinitionPlace;
}

function problemAt(
  path: string,
  code: ProblemCode,
  message: string,
  range?: Range,
): readonly PlacedProblem[] {
  return [{ place: { path, range }, code, severity: 'error', message }];
}

function whole(text: string): Range {
  return { start: 0, end: text.length };
}

/** Sizes are given to values that some equation assigns, and are known. */
function checkSizes(definition: CellDefinition): readonly PlacedProblem[] {
  const { options, size } = definition;
  const sizes = [
    'input',
    'hidden',
    ...Object.keys(options).filter((name) => options[name]?.kind === 'size'),
  ];
  return Object.entries(size).flatMap(([value, name]) => {
    const path = `size/${value}`;
    const message = `Unknown size "${name}" of "${value}"${suggestionFor(name, sizes)}`;
    return [
      ...checkAssigned(definition, path, value),
      ...(sizes.includes(name) ? [] : problemAt(path, 'cell.unknown-size', message, whole(name))),
    ];
  });
}

function checkAssigned(definition: CellDefinition, path: string, value: string, range?: Range) {
  const names = assignedNames(definition);
  const message = `The size of "${value}" has no effect, because no equation assigns "${value}"${suggestionFor(value, names)}`;
  return names.has(value) ? [] : problemAt(path, 'spec.no-effect', message, range);
}

function assignedNames({ equations }: CellDefinition): ReadonlySet<string> {
  return new Set(equationLines(equations).map(({ name }) => name));
}

function checkOptions(definition: CellDefinition): readonly PlacedProblem[] {
  return Object.entries(definition.options).flatMap(([name, option]) => {
    const path = `options/${name}`;
    return [
      ...checkName(name, path),
      ...(option.kind === 'size'
        ? checkSizeOption(definition, option, path)
        : checkUses(definition, name, option, path)),
      ...(option.kind === 'function' ? checkFunctions(option.functions, path) : []),
    ];
  });
}

/** An option's name means nothing else. */
function checkName(name: string, path: string): readonly PlacedProblem[] {
  const meanings = [
    ...(reservedNames.has(name) ? [reservedNames.get(name)] : []),
    ...(functionNames.some((known) => known === name) ? ['a function'] : []),
    ...(['input', 'hidden'].includes(name) ? ['a size that every cell has'] : []),
  ];
  return meanings.flatMap((meaning) => {
    const message = `Option "${name}" cannot be called so, because "${name}" is ${meaning}: choose another name`;
    return problemAt(path, 'cell.duplicate-name', message);
  });
}

/** A size stands for values of the cell, and what is used instead for equations of it. */
function checkSizeOption(
  definition: CellDefinition,
  { values, instead = '' }: Extract<CellOption, { kind: 'size' }>,
  path: string,
): readonly PlacedProblem[] {
  const names = assignedNames(definition);
  const unknown = values.flatMap((value, index) =>
    checkAssigned(definition, `${path}/size/${index}`, value, whole(value)),
  );
  const unused = equationLines(instead).filter(({ name }) => !names.has(name));
  return [
    ...unknown,
    ...unused.flatMap(({ name, nameRange }) => {
      const message = `The equation of "${name}" has no effect in "instead", because no equation of the cell assigns it${suggestionFor(name, names)}`;
      return problemAt(`${path}/instead`, 'spec.no-effect', message, nameRange);
    }),
  ];
}

function checkFunctions(functions: readonly string[], path: string): readonly PlacedProblem[] {
  return functions.flatMap((name, index) => {
    const message = `Unknown function "${name}"${suggestionFor(name, functionNames)}`;
    const isKnown = functionNames.some((known) => known === name);
    const place = `${path}/function/${index}`;
    return isKnown ? [] : problemAt(place, 'cell.unknown-function', message, whole(name));
  });
}

/** An option that is a number or a function is used, and used as what it is. */
function checkUses(
  { equations, options }: CellDefinition,
  name: string,
  { kind }: CellOption,
  path: string,
): readonly PlacedProblem[] {
  const texts = Object.entries(options).flatMap(([other, option]) =>
    option.kind === 'size' && option.instead !== undefined
      ? [{ path: `options/${other}/instead`, text: option.instead }]
      : [],
  );
  const uses = [{ path: 'equations', text: equations }, ...texts].flatMap((place) =>
    usesOf(name, place.text).map((use) => ({ path: place.path, ...use })),
  );
  if (uses.length === 0) {
    const message = `Option "${name}" has no effect, because no equation uses it: write it into one, or remove it`;
    const [unused] = problemAt(path, 'spec.no-effect', message);
    return unused ? [{ ...unused, severity: 'warning' }] : [];
  }
  const isFunction = kind === 'function';
  const isWrong = (next: string) => (isFunction ? next !== '(' : ['(', '[', '='].includes(next));
  const example = isFunction ? `${name}(W @ x)` : `${name} * g`;
  const message = `"${name}" is an option that is a ${kind}: write it as in "${example}"`;
  return uses
    .filter(({ next }) => isWrong(next))
    .flatMap((use) => problemAt(use.path, 'cell.syntax', message, use.range));
}

/** Where a name stands in a text, and what comes after it. */
function usesOf(name: string, text: string) {
  const tokens = tokenize(text);
  return tokens.flatMap((token, index) =>
    token.kind === 'name' && token.text === name
      ? [{ range: token.range, next: tokens[index + 1]?.text ?? '' }]
      : [],
  );
}
