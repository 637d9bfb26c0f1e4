import { errorAt, type Problem } from '../../base/problem.ts';
import { needsMatrix } from '../initializers.ts';
import type { Parameter } from '../model.ts';
import type { Rule } from '../ruleContext.ts';

/** Initializers that are made of rows and columns stand for matrices only, an identity for square ones. */
export const initializersFit: Rule = ({ document, parameters = [] }) => {
  const problems = new Map<string, Problem>();
  for (const { parameter, initPath } of parameters) {
    const fault = judge(parameter);
    if (initPath !== undefined && fault && !problems.has(initPath)) {
      problems.set(initPath, errorAt(document.rangeOf(initPath), fault.code, fault.message));
    }
  }
  return [...problems.values()];
};

function judge({ initializer, shape, local, layer }: Parameter) {
  const needs = `Initializer "${initializer.kind}" needs`;
  const owner = `"${local}" of layer "${layer}"`;
  if (shape.length < 2 && needsMatrix(initializer)) {
    const message = `${needs} a matrix, but ${owner} is a vector: use a number or {uniform: 0.1}`;
    return { code: 'init.needs-matrix', message } as const;
  }
  if (initializer.kind === 'identity' && shape[0] !== shape[1]) {
    const message = `${needs} a square matrix, but ${owner} is [${shape.join(', ')}]: use "orthogonal"`;
    return { code: 'init.needs-square', message } as const;
  }
  return undefined;
}
