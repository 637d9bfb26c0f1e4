import type { Staged } from '../base/problem.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { cellLibrary } from './cellLibrary.ts';
import type { DataSource } from './dataSource.ts';
import type { Model } from './model.ts';
import { parseOwnCells } from './ownCells.ts';
import { resolveLayers } from './resolveLayers.ts';
import { resolveParameters } from './resolveParameters.ts';
import type { RuleContext } from './ruleContext.ts';
import { rules } from './rules.ts';
import { lengthsOf, shapeOf } from './tasks/tasks.ts';

/** Problems that are shown at once; beyond that nobody reads them. */
const mostProblems = 100;

/**
 * Works out every size of a spec and judges it by all rules. The model is `undefined` where the
 * spec, a cell or a size is unknown; it may be there although there are errors.
 */
export function resolveModel(
  document: SpecDocument,
  source: DataSource,
): Staged<Model | undefined> {
  const { spec } = document;
  if (!spec) {
    return { value: undefined, problems: [] };
  }
  const own = parseOwnCells(document, spec);
  const cells = new Map([...own.cells, ...cellLibrary()]);
  const shape = shapeOf(spec, source);
  const layers = shape && resolveLayers(spec, shape, cells);
  const parameters = layers ? resolveParameters(spec, layers) : [];
  const context: RuleContext = {
    document,
    spec,
    shape,
    source,
    lengths: lengthsOf(spec, source),
    cells,
    equationProblems: own.problems,
    layers,
    parameters,
  };
  const problems = rules.flatMap((rule) => rule(context)).slice(0, mostProblems);
  const model: Model | undefined = shape &&
    layers && {
      spec,
      ...shape,
      layers,
      parameters: parameters.map(({ parameter }) => parameter),
    };
  return { value: model, problems };
}
