import { fixOf } from '../base/fix.ts';
import { errorAt, type Problem, withFixes } from '../base/problem.ts';
import { suggestedFix, suggestionFor } from '../base/suggestion.ts';
import type { CellSource } from './cell.ts';
import type { Equation } from './parseEquations.ts';
import { walkExpression } from './walk.ts';

/** Names with a meaning of their own: the input of the step, and the time step. */
export const reservedNames: ReadonlyMap<string, string> = new Map([
  ['x', 'the input of the step'],
  ['t', 'the time step'],
]);

/** What is wrong with names: assigned twice, read too early, states never written, no output. */
export function checkNames(source: CellSource, equations: readonly Equation[]): readonly Problem[] {
  const lineOf = new Map<string, Equation>();
  const problems: Problem[] = [];
  for (const equation of equations) {
    problems.push(...checkTarget(equation, lineOf));
    if (!lineOf.has(equation.name)) {
      lineOf.set(equation.name, equation);
    }
  }
  for (const equation of equations) {
    problems.push(...checkReads(equation, lineOf));
  }
  if (!lineOf.has(source.output)) {
    problems.push(
      errorAt(
        { start: 0, end: source.equations.trimEnd().length },
        'cell.no-output',
        noOutput(source.output, [...lineOf.keys()]),
      ),
    );
  }
  return problems;
}

/** Mostly the last equation is meant. */
function noOutput(output: string, names: readonly string[]): string {
  const last = names.at(-1);
  const advice =
    last === undefined
      ? `write "${output} = …"`
      : `write "output: ${last}", or call an equation "${output}"`;
  return `No equation assigns the output "${output}": ${advice}`;
}

function checkTarget(equation: Equation, lineOf: ReadonlyMap<string, Equation>): Problem[] {
  const { name, nameRange } = equation;
  const meaning = reservedNames.get(name);
  if (meaning) {
    const message = `"${name}" is ${meaning} and cannot be assigned: choose another name`;
    return [errorAt(nameRange, 'cell.duplicate-name', message)];
  }
  const first = lineOf.get(name);
  if (first) {
    const message = `"${name}" is assigned twice: give one of them another name`;
    return [
      errorAt(nameRange, 'cell.duplicate-name', message, [
        { range: first.nameRange, message: `"${name}" is assigned here first` },
      ]),
    ];
  }
  return [];
}

function checkReads(equation: Equation, lineOf: ReadonlyMap<string, Equation>): Problem[] {
  const problems: Problem[] = [];
  for (const part of walkExpression(equation.expression)) {
    if (part.kind === 'previous' && part.name !== 'x' && !lineOf.has(part.name)) {
      const message = `"${part.name}[t-1]" is read, but no equation assigns "${part.name}"`;
      const hint = suggestionFor(part.name, lineOf.keys());
      const problem = errorAt(part.range, 'cell.state-never-written', message + hint);
      const write = (name: string) => `${name}[t-1]`;
      const fix = suggestedFix(part.name, lineOf.keys(), part.range, write);
      problems.push(withFixes(problem, [fix]));
    }
    if (part.kind !== 'name') {
      continue;
    }
    if (part.name === 't') {
      const message = '"t" can only stand in "[t-1]": the time step itself is no value';
      problems.push(errorAt(part.range, 'cell.syntax', message));
    }
    const line = lineOf.get(part.name);
    if (line && line.range.start >= equation.range.start) {
      const message = `"${part.name}" is used before it is assigned: write "${part.name}[t-1]" for its value at the step before, or move its equation up`;
      const related = [{ range: line.nameRange, message: `"${part.name}" is assigned here` }];
      const problem = errorAt(part.range, 'cell.used-before-defined', message, related);
      const previous = `${part.name}[t-1]`;
      const fix = fixOf(`Change to "${previous}"`, part.range, previous);
      problems.push(withFixes(problem, [fix]));
    }
  }
  return problems;
}
