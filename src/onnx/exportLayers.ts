import { present } from '../base/invariant.ts';
import type { Graph, Value } from '../graph/graph.ts';
import type { ExportedFile, Flow } from './exportedFile.ts';
import { exportNative, type NativeLayer } from './exportNative.ts';
import type { ParameterData } from './packNative.ts';
import { nameOfInput } from './programWriter.ts';
import { writeGraph } from './writeGraph.ts';

/** One trained layer: a native operator, or the operators of a graph. */
export type ExportedLayer = NativeLayer | GraphLayer;

/** One trained layer as a graph. */
export interface GraphLayer {
  readonly kind: 'graph';
  /** `linear.0` */
  readonly name: string;
  /**
   * One output, `[T, B, width]` or `[B, width]`. Inputs: `x`, what the layer before gives; `mask`
   * `[T, B, 1]` where it needs to know how long sequences are; all others are parameters.
   */
  readonly forward: Graph;
  /** By the names of the graph's inputs. */
  readonly parameters: Readonly<Record<string, ParameterData>>;
}

/** Adds the operators of all layers. */
export function exportLayers(
  file: ExportedFile,
  start: Flow,
  layers: readonly ExportedLayer[],
): Flow {
  return layers.reduce(
    (flow, layer) =>
      layer.kind === 'native' ? exportNative(file, flow, layer) : exportGraph(file, flow, layer),
    start,
  );
}

function exportGraph(file: ExportedFile, flow: Flow, layer: GraphLayer): Flow {
  const { name, forward, parameters } = layer;
  const given: Readonly<Record<string, string | undefined>> = { x: flow.value, mask: file.mask };
  const names = new Map<Value, string>();
  for (const input of forward.inputs) {
    const wish = nameOfInput(input);
    const parameter = parameters[wish];
    const stored = parameter && file.program.store(wish, parameter.shape, parameter.data);
    names.set(input, present(stored ?? given[wish], `input "${wish}" of layer "${name}"`));
  }
  const value = file.program.uniqueName(`${name}/output`);
  const context = { program: file.program, portable: true, path: `${name}/` };
  const { nodes } = writeGraph(context, forward, [], names, [value]);
  file.nodes.push(...nodes);
  const { shape } = present(forward.outputs[0], 'the output of a layer').value;
  return { value, width: shape.at(-1) as number, isSequence: shape.length === 3 };
}
