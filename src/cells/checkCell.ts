import type { Fix } from '../base/fix.ts';
import { hasErrors, type Problem, type ProblemCode, withFixes } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import { suggestedFix, suggestionFor } from '../base/suggestion.ts';
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

/** The file that holds a cell's definition. */
export interface DefinitionFile {
  /** Where a place of the definition is. */
  locate(place: DefinitionPlace): Range;
  /** Takes away what stands at a path. */
  removal(path: string): Fix | undefined;
}

/**
 * What is wrong with a cell: its sizes and options, or, where those are right, its equations with
 * every choice of its options.
 */
export function checkCell(definition: CellDefinition, file: DefinitionFile): readonly Problem[] {
  const declared = [...checkSizes(definition), ...checkOptions(definition)].map((problem) =>
    placeProblem(problem, file),
  );
  // Equations in which options are not what they seem have problems that nobody would understand.
  return hasErrors(declared) ? declared : [...declared, ...checkEquations(definition, file.locate)];
}

/** The changes of a problem in the file; those are left out whose characters are not found there. */
function placeFixes(
  fixes: readonly Fix[] | undefined,
  place: (range: Range) => Range,
): readonly (Fix | undefined)[] {
  return (fixes ?? []).map((fix) => {
    const edits = fix.edits.map((edit) => ({ ...edit, range: place(edit.range) }));
    const isFound = edits.every(
      ({ range }, index) => lengthOf(range) === lengthOf(fix.edits[index]?.range ?? range),
    );
    return isFound ? { ...fix, edits } : undefined;
  });
}

function lengthOf({ start, end }: Range): number {
  return end - start;
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
      const { fixes, ...rest } = problem;
      const placed = withFixes(
        { ...rest, range, ...(related ? { related } : {}) },
        placeFixes(fixes, place),
      );
      found.set(key, found.get(key) ?? placed);
    }
  }
  return [...found.values()];
}

interface DefinitionProblem extends Omit<Problem, 'range'> {
  readonly place: DefinitionPlace;
  /** Whether what stands at the path can be removed. */
  readonly isIdle: boolean;
}

function placeProblem(
  { place, isIdle, fixes, ...problem }: DefinitionProblem,
  { locate, removal }: DefinitionFile,
): Problem {
  const placed = placeFixes(fixes, (range) => locate({ path: place.path, range }));
  const all = [...placed, isIdle ? removal(place.path) : undefined];
  return withFixes({ ...problem, range: locate(place) }, all);
}

/** What is wrong at a path, and the text there that should be another one. */
function problemAt(
  path: string,
  code: ProblemCode,
  message: string,
  {
    range,
    meant,
    isIdle = false,
  }: { readonly range?: Range; readonly meant?: Fix | undefined; readonly isIdle?: boolean } = {},
): readonly DefinitionProblem[] {
  const problem = { place: { path, range }, code, severity: 'error', message, isIdle } as const;
  return [withFixes(problem, [meant])];
}

function whole(text: string): Range {
  return { start: 0, end: text.length };
}

/** The text at a path, where it should be one of these. */
function meant(text: string, options: readonly string[]) {
  const range = whole(text);
  return { range, meant: suggestedFix(text, options, range) };
}

/** Sizes are given to values that some equation assigns, and are known. */
function checkSizes(definition: CellDefinition): readonly DefinitionProblem[] {
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
      ...(sizes.includes(name)
        ? []
        : problemAt(path, 'cell.unknown-size', message, meant(name, sizes))),
    ];
  });
}

function checkAssigned(definition: CellDefinition, path: string, value: string, range?: Range) {
  const names = assignedNames(definition);
  const message = `The size of "${value}" has no effect, because no equation assigns "${value}"${suggestionFor(value, names)}`;
  const place = { ...(range ? { range } : {}), isIdle: true };
  return names.has(value) ? [] : problemAt(path, 'spec.no-effect', message, place);
}

function assignedNames({ equations }: CellDefinition): ReadonlySet<string> {
  return new Set(equationLines(equations).map(({ name }) => name));
}

function checkOptions(definition: CellDefinition): readonly DefinitionProblem[] {
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
function checkName(name: string, path: string): readonly DefinitionProblem[] {
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
): readonly DefinitionProblem[] {
  const names = assignedNames(definition);
  const unknown = values.flatMap((value, index) =>
    checkAssigned(definition, `${path}/size/${index}`, value, whole(value)),
  );
  const unused = equationLines(instead).filter(({ name }) => !names.has(name));
  return [
    ...unknown,
    ...unused.flatMap(({ name, nameRange }) => {
      const message = `The equation of "${name}" has no effect in "instead", because no equation of the cell assigns it${suggestionFor(name, names)}`;
      return problemAt(`${path}/instead`, 'spec.no-effect', message, {
        range: nameRange,
        meant: suggestedFix(name, names, nameRange),
      });
    }),
  ];
}

function checkFunctions(functions: readonly string[], path: string): readonly DefinitionProblem[] {
  return functions.flatMap((name, index) => {
    const message = `Unknown function "${name}"${suggestionFor(name, functionNames)}`;
    const isKnown = functionNames.some((known) => known === name);
    const place = `${path}/function/${index}`;
    return isKnown
      ? []
      : problemAt(place, 'cell.unknown-function', message, meant(name, functionNames));
  });
}

/** An option that is a number or a function is used, and used as what it is. */
function checkUses(
  { equations, options }: CellDefinition,
  name: string,
  { kind }: CellOption,
  path: string,
): readonly DefinitionProblem[] {
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
    const [unused] = problemAt(path, 'spec.no-effect', message, { isIdle: true });
    return unused ? [{ ...unused, severity: 'warning' }] : [];
  }
  const isFunction = kind === 'function';
  const isWrong = (next: string) => (isFunction ? next !== '(' : ['(', '[', '='].includes(next));
  const example = isFunction ? `${name}(W @ x)` : `${name} * g`;
  const message = `"${name}" is an option that is a ${kind}: write it as in "${example}"`;
  return uses
    .filter(({ next }) => isWrong(next))
    .flatMap((use) => problemAt(use.path, 'cell.syntax', message, { range: use.range }));
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
