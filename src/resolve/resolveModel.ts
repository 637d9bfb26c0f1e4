import type { Staged } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import type { DataSource } from './dataSource.ts';
import type { Model } from './model.ts';
import { type Outline, outlineSpec } from './outline.ts';
import { wholeLayers } from './resolveLayers.ts';
import { resolveParameters } from './resolveParameters.ts';
import { rules } from './rules.ts';

/** Problems that are shown at once; beyond that nobody reads them. */
const mostProblems = 100;

/** A model with what is wrong with it, and what is known also where there is none. */
export interface Resolved extends Staged<Model | undefined> {
  readonly outline: Outline;
}

/**
 * Works out every size of a spec and judges it by all rules. The model is `undefined` where the
 * spec, a cell or a size is unknown; it may be there although there are errors.
 */
export function resolveModel(document: SpecDocument, source: DataSource): Resolved {
  const outline = outlineSpec(document, source);
  const { spec } = document;
  if (!spec) {
    return { value: undefined, problems: [], outline };
  }
  const { shape, lengths, cells, equationProblems } = outline;
  const layers = shape && wholeLayers(outline.layers);
  const parameters = layers ? resolveParameters(spec, layers) : [];
  const known = { document, spec, shape, source, lengths, cells, equationProblems };
  const context = { ...known, layers, parameters };
  const problems = rules.flatMap((rule) => rule(context)).slice(0, mostProblems);
  const model: Model | undefined = shape &&
    layers && {
      spec: { ...spec, cells: withFiles(spec.cells, cells) },
      ...shape,
      layers,
      parameters: parameters.map(({ parameter }) => parameter),
    };
  return { value: model, problems, outline };
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
