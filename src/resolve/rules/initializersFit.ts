import { errorAt, type Problem } from '../../base/problem.ts';
import { needsMatrix } from '../initializers.ts';
import type { Rule } from '../ruleContext.ts';

/** Initializers that are made of rows and columns stand for matrices only. */
export const initializersFit: Rule = ({ document, parameters }) => {
  const problems = new Map<string, Problem>();
  for (const { parameter, initPath } of parameters) {
    const { initializer, shape, local, layer } = parameter;
    if (initPath && shape.length < 2 && needsMatrix(initializer) && !problems.has(initPath)) {
      const message = `Initializer "${initializer.kind}" needs a matrix, but "${local}" of layer "${layer}" is a vector: use a number or {uniform: 0.1}`;
      problems.set(initPath, errorAt(document.rangeOf(initPath), 'init.needs-matrix', message));
    }
  }
  return [...problems.values()];
};
