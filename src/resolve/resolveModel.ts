import type { Staged } from '../base/problem.ts';
import type { CellDefinition } from '../cells/cell.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecDocument } from '../spec/specDocument.ts';
import { ifRead } from '../spec/unread.ts';
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
  const { spec, readable } = document;
  const outline = outlineSpec(document, source);
  if (!readable) {
    return { value: undefined, problems: [], outline };
  }
  const { shape, lengths, cells, equationProblems } = outline;
  const layers = shape && wholeLayers(outline.layers);
  const parameters = layers && ifRead(() => resolveParameters(readable, layers));
  const known = { document, spec: readable, shape, source, lengths, cells, equationProblems };
  const context = { ...known, layers, parameters };
  const problems = rules.flatMap((rule) => ifRead(() => rule(context)) ?? []);
  const model: Model | undefined =
    readable === spec && shape && layers && parameters
      ? {
          spec: { ...spec, cells: withFiles(spec.cells, cells) },
          ...shape,
          layers,
          parameters: parameters.map(({ parameter }) => parameter),
        }
      : undefined;
  return { value: model, problems: problems.slice(0, mostProblems), outline };
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
