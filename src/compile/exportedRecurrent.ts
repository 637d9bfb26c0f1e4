import { present } from '../base/invariant.ts';
import { lengthsOf, widthOf } from '../cells/sizes.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import { lowerCell } from '../lower/lowerCell.ts';
import type { ExportedRecurrentLayer } from '../onnx/exportLayers.ts';
import { matchNative } from '../onnx/matchNative.ts';
import type { ParameterData } from '../onnx/packNative.ts';
import type { RecurrentLayer } from '../resolve/model.ts';

/** What decides how a recurrent layer is exported. */
export type RecurrentShape = Pick<RecurrentLayer, 'name' | 'cell' | 'sizes'>;

/**
 * A recurrent layer with its trained parameters (by their names in the equations), as it is
 * exported: as the native operator that computes its cell, or as a loop where there is none.
 */
export function exportedRecurrent(
  layer: RecurrentShape,
  parameters: Readonly<Record<string, ParameterData>>,
): ExportedRecurrentLayer {
  const { name, cell, sizes } = layer;
  const form = matchNative(cell);
  const inputSize = widthOf(cell, 'x', sizes);
  const outputSize = widthOf(cell, cell.output, sizes);
  const shared = { kind: 'recurrent', name, inputSize, outputSize, parameters } as const;
  return form ? { ...shared, form } : { ...shared, forward: layerGraph(layer) };
}

/**
 * One layer over all time steps: inputs `x` `[T, B, I]` and the parameters by their names in the
 * equations, output `[T, B, H]`.
 */
function layerGraph({ name, cell, sizes }: RecurrentShape): Graph {
  const b = new GraphBuilder();
  const x = b.input('x', ['T', 'B', widthOf(cell, 'x', sizes)]);
  const inputs = new Map(
    cell.parameters.map((parameter) => [
      parameter.name,
      b.input(parameter.name, lengthsOf(parameter.shape, sizes)),
    ]),
  );
  const { body, states, plan } = lowerCell(cell, sizes, [cell.output]);
  const stacks = plan.stacks.map(({ parameters }) =>
    b.concat(
      parameters.map((parameter) => present(inputs.get(parameter.name), parameter.name)),
      0,
    ),
  );
  const zeros = states.map(({ width }) => b.zeros(['B', width]));
  const attributes = { states: states.length, sequences: 1, reverse: false, time: 'T' };
  const outputs = b.applyAll('scan', [...zeros, x, ...stacks], { body, ...attributes });
  const value = present(outputs[states.length], 'the output at every step');
  return splitLoops(b.finish(name, [{ name: 'y', value }], [x, ...inputs.values()]));
}
