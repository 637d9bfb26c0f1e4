import { present } from '../../base/invariant.ts';
import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { needsMatrix } from '../initializers.ts';
import type { Parameter } from '../model.ts';
import { relatedAt } from '../relatedAt.ts';
import type { Rule } from '../ruleContext.ts';

/** Initializers that are made of rows and columns stand for matrices only, an identity for square ones. */
export const initializersFit: Rule = ({ document, layers = [], parameters = [] }) => {
  const problems = new Map<string, Problem>();
  for (const { parameter, initPath } of parameters) {
    const fault = judge(parameter);
    if (initPath !== undefined && fault && !problems.has(initPath)) {
      const { specIndex } = present(
        layers.find(({ name }) => name === parameter.layer),
        parameter.layer,
      );
      const sizes = shapeWords(parameter);
      const of = `"${parameter.local}" is ${sizes} in this layer`;
      const related = relatedAt(document, `model/${specIndex}`, of);
      const range = document.rangeOf(initPath);
      const problem = errorAt(range, fault.code, fault.message, related);
      problems.set(initPath, withFixes(problem, [document.replacement(initPath, fault.instead)]));
    }
  }
  return [...problems.values()];
};

function judge(parameter: Parameter) {
  const { initializer, shape, local, layer } = parameter;
  const needs = `Initializer "${initializer.kind}" needs`;
  const owner = `"${local}" of layer "${layer}"`;
  if (shape.length < 2 && needsMatrix(initializer)) {
    const message = `${needs} a matrix, but ${owner} is a vector: use a number or {uniform: 0.1}`;
    return { code: 'init.needs-matrix', message, instead: '{uniform: 0.1}' } as const;
  }
  if (initializer.kind === 'identity' && shape[0] !== shape[1]) {
    const message = `${needs} a square matrix, but ${owner} is ${shapeWords(parameter)}: use "orthogonal"`;
    return { code: 'init.needs-square', message, instead: 'orthogonal' } as const;
  }
  return undefined;
}

/** `[hidden, input] = [100, 2]` */
function shapeWords({ shape, shapeNames }: Parameter): string {
  return `[${shapeNames.join(', ')}] = [${shape.join(', ')}]`;
}
