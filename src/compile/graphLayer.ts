import { GraphBuilder } from '../graph/builder.ts';
import type { Shape, Value } from '../graph/graph.ts';
import { splitLoops } from '../graph/passes/splitLoops.ts';
import type { GraphLayer } from '../onnx/exportLayers.ts';
import type { ParameterData } from '../onnx/packNative.ts';

/** What a layer of an exported file is made from. */
export interface LayerSource {
  readonly name: string;
  /** What the layer before gives: `[T, B]` for tokens, `[T, B, width]`, or `[B, width]`. */
  readonly shape: Shape;
  /** Whether it must know how long sequences are. */
  readonly hasMask: boolean;
  /** By their full names. */
  readonly parameters?: ReadonlyMap<string, ParameterData>;
}

/** The values that a layer's graph computes with. */
export interface LayerInputs {
  readonly x: Value;
  readonly mask: Value | undefined;
  /** By their full names. */
  readonly parameters: ReadonlyMap<string, Value>;
}

/** A layer of an exported file as a graph of its own. */
export function graphLayer(
  { name, shape, hasMask, parameters = new Map() }: LayerSource,
  lower: (b: GraphBuilder, inputs: LayerInputs) => Value,
): GraphLayer {
  const b = new GraphBuilder();
  const x = b.input('x', shape);
  const mask = hasMask ? b.input('mask', ['T', 'B', 1]) : undefined;
  const inputs = new Map([...parameters].map(([key, data]) => [key, b.input(key, data.shape)]));
  const value = lower(b, { x, mask, parameters: inputs });
  const all = [x, ...(mask ? [mask] : []), ...inputs.values()];
  const forward = splitLoops(b.finish(name, [{ name: 'y', value }], all));
  return { kind: 'graph', name, forward, parameters: Object.fromEntries(parameters) };
}
