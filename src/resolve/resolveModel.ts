import type { Staged } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { Spec } from '../spec/spec.ts';
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
  const own = parseOwnCells(document, spec, source);
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
      spec: { ...spec, cells: withFiles(spec.cells, own.cells) },
      ...shape,
      layers,
      parameters: parameters.map(({ parameter }) => parameter),
    };
  return { value: model, problems };
}

/** Cells of other files as if they were written here, so that the model keeps what it was made of. */
function withFiles(
  written: Spec['cells'],
  read: ReadonlyMap<string, CellDefinition>,
): Spec['cells'] {
  return Object.fromEntries(
    Object.entries(written).map(([name, cell]) => {
      const { name: _, ...found } = read.get(name) ?? { name, ...cell };
      return [name, 'file' in cell ? found : cell];
    }),
  );
}
