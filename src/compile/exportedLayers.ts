import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Shape } from '../graph/graph.ts';
import { holdSteps } from '../lower/holdSteps.ts';
import type { Lowering } from '../lower/lowering.ts';
import { lowerLayer } from '../lower/lowerLayer.ts';
import { lowerRecurrent } from '../lower/lowerRecurrent.ts';
import { oneHot } from '../lower/oneHot.ts';
import { parameterStacks } from '../lower/parameterStacks.ts';
import type { ExportedLayer, GraphLayer } from '../onnx/exportLayers.ts';
import type { ParameterData } from '../onnx/packNative.ts';
import type { Layer, Model } from '../resolve/model.ts';
import { graphLayer } from './graphLayer.ts';
import { nativeLayer } from './nativeLayer.ts';

/**
 * The layers of a trained model as they are exported: a recurrent one as the native operator that
 * computes its cell where there is one, everything else as a graph. What acts in training only is
 * left out. `vector` holds all parameters, `[P]`.
 */
export function exportedLayers(model: Model, vector: Float32Array): readonly ExportedLayer[] {
  const { layers, output } = model;
  const exported: ExportedLayer[] = [...inputLayers(model)];
  const lastRecurrent = layers.findLast(({ kind }) => kind === 'recurrent');
  let shape = shapeAfter(exported.at(-1)) ?? inputShape(model);
  for (const layer of layers) {
    if (layer.kind !== 'dropout' && layer.kind !== 'noise') {
      const onlyLast = layer === lastRecurrent && output.steps === 'last';
      const next = exportedLayer(model, layer, vector, { shape, onlyLast });
      exported.push(next);
      shape = shapeAfter(next) ?? [];
    }
  }
  return exported;
}

function inputShape({ input }: Model): Shape {
  return input.kind === 'tokens' ? ['T', 'B'] : ['T', 'B', input.names.length];
}

/** What a layer gives to the next. */
function shapeAfter(layer: ExportedLayer | undefined): Shape | undefined {
  if (layer?.kind === 'native') {
    const width = layer.hiddenSize * (layer.merge === 'concat' ? layer.passes.length : 1);
    return layer.onlyLast ? ['B', width] : ['T', 'B', width];
  }
  return layer?.forward.outputs[0]?.value.shape;
}

/** What stands before the first layer of the spec: the choice of the last step, tokens as vectors. */
function inputLayers(model: Model): readonly GraphLayer[] {
  const { layers, input, output, ragged } = model;
  const shape = inputShape(model);
  const isRecurrent = layers.some(({ kind }) => kind === 'recurrent');
  const added: GraphLayer[] = [];
  if (output.steps === 'last' && !isRecurrent) {
    const source = { name: 'last-step', shape, hasMask: ragged };
    added.push(graphLayer(source, (b, { x, mask }) => holdSteps(b, x, mask, false).last));
  }
  if (input.kind === 'tokens' && layers[0]?.kind !== 'embedding') {
    const source = { name: 'one-hot', shape: shapeAfter(added[0]) ?? shape, hasMask: false };
    const { length } = input.names;
    added.push(
      graphLayer(source, (b, { x }) => oneHot(b, b.reshape(x, [...source.shape, 1]), length)),
    );
  }
  return added;
}

function exportedLayer(
  model: Model,
  layer: Layer,
  vector: Float32Array,
  { shape, onlyLast }: { readonly shape: Shape; readonly onlyLast: boolean },
): ExportedLayer {
  const own = model.parameters.filter((parameter) => parameter.layer === layer.name);
  const data = new Map(
    own.map(({ name, shape: lengths, offset }): [string, ParameterData] => [
      name,
      { shape: lengths, data: vector.subarray(offset, offset + sizeOf(lengths)) },
    ]),
  );
  const isRecurrent = layer.kind === 'recurrent';
  const native = isRecurrent ? nativeLayer(layer, data, onlyLast) : undefined;
  if (native) {
    return native;
  }
  const hasMask = isRecurrent && model.ragged;
  const source = { name: layer.name, shape, hasMask, parameters: data };
  return graphLayer(source, (b, { x, mask, parameters }) => {
    const stacks = parameterStacks(model, layer).map((names) => {
      const pieces = names.map((name) => present(parameters.get(name), name));
      return [names[0] ?? '', b.concat(pieces, 0)] as const;
    });
    const nothing = { options: {}, inputs: [], finalStates: [], traced: [], noise: [] };
    const lowering: Lowering = { b, mask, tensors: new Map(stacks), ...nothing };
    return isRecurrent
      ? lowerRecurrent(lowering, layer, x, onlyLast)
      : lowerLayer(lowering, layer, x);
  });
}
