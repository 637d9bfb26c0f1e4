import { UserError } from '../base/userError.ts';
import type { RunCell, RunInfo } from '../protocol/runInfo.ts';
import type { Model } from '../resolve/model.ts';
import type { OptionValues } from '../spec/spec.ts';

/** The cells of the library that a model uses, by name: what its stored spec does not hold. */
export function libraryCellsOf({ layers, spec }: Model): Readonly<Record<string, RunCell>> {
  const used = layers.flatMap((layer) => {
    const written = spec.model[layer.specIndex];
    if (layer.kind !== 'recurrent' || written?.kind !== 'recurrent') {
      return [];
    }
    const { name, equations, output } = layer.cell;
    const isOwn = Object.hasOwn(spec.cells, name);
    return isOwn ? [] : [[nameWith(name, written.options), { equations, output }] as const];
  });
  return Object.fromEntries(used);
}

/** `lstm`, or with options `lstm {"projection":50}`: two layers may choose differently. */
function nameWith(cell: string, options: OptionValues): string {
  return Object.keys(options).length === 0 ? cell : `${cell} ${JSON.stringify(options)}`;
}

/**
 * Makes sure that a run's weights are read by the equations that they were trained for.
 *
 * @throws UserError where a cell of the library is another one than when the run began.
 */
export function checkLibraryCells(info: RunInfo, model: Model): void {
  for (const [name, cell] of Object.entries(libraryCellsOf(model))) {
    const before = info.cells[name];
    if (before?.equations !== cell.equations || before.output !== cell.output) {
      throw new UserError(
        `The cell "${name}" has other equations in this version of RNN Studio than when run ` +
          `"${info.id}" began: use the version that the run was trained with ` +
          `(${info.versions.rnnStudio}), or train its spec again`,
      );
    }
  }
}
