import { errorAt } from '../../base/problem.ts';
import { sizeOf } from '../../base/sizeOf.ts';
import type { Rule } from '../ruleContext.ts';

/** 1 GiB of 32-bit numbers; a file of ONNX holds at most 2 GiB. */
const mostParameters = 2 ** 28;

/** The parameters fit into one ONNX file and into memory. */
export const modelFitsMemory: Rule = ({ document, parameters = [] }) => {
  const count = parameters.reduce((sum, { parameter }) => sum + sizeOf(parameter.shape), 0);
  if (count <= mostParameters) {
    return [];
  }
  const message = `The model has ${count.toLocaleString('en')} parameters, but at most ${mostParameters.toLocaleString('en')} can be trained: make "hidden" or "layers" smaller`;
  return [errorAt(document.keyRangeOf('model'), 'model.too-large', message)];
};
