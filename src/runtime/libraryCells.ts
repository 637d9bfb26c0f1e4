import { UserError } from '../base/userError.ts';
import type { RunCell, RunInfo } from '../protocol/runInfo.ts';
import { cellLibrary } from '../resolve/cellLibrary.ts';
import type { Model } from '../resolve/model.ts';

/** The cells of the library that a model uses, by name: what its stored spec does not hold. */
export function libraryCellsOf({ layers }: Model): Readonly<Record<string, RunCell>> {
  const cells = layers.flatMap((layer) => (layer.kind === 'recurrent' ? [layer.cell] : []));
  return Object.fromEntries(
    cells
      .filter((cell) => cell === cellLibrary().get(cell.name))
      .map(({ name, equations, output }) => [name, { equations, output }]),
  );
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
