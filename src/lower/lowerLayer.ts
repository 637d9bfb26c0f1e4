import { present } from '../base/invariant.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';
import type { EmbeddingLayer, Layer, LayerNormLayer, LinearLayer } from '../resolve/model.ts';
import type { Lowering } from './lowering.ts';
import { dropout, noiseInput } from './noise.ts';

/** A layer that computes each time step by itself: from `[..., input]` to `[..., output]`. */
export function lowerLayer(
  lowering: Lowering,
  layer: Exclude<Layer, { kind: 'recurrent' }>,
  x: Value,
): Value {
  switch (layer.kind) {
    case 'linear':
      return lowerLinear(lowering, layer, x);
    case 'layer_norm':
      return lowerLayerNorm(lowering, layer, x);
    case 'embedding':
      return lowering.b.gather(parameterOf(lowering, layer, 'weight'), x);
    case 'dropout':
      return dropout(lowering, layer.name, x, layer.rate);
    case 'noise': {
      const { name, deviation } = layer;
      const noise = { kind: 'normal', deviation } as const;
      return lowering.options.training && deviation > 0
        ? lowering.b.add(x, noiseInput(lowering, name, x.shape, noise))
        : x;
    }
  }
}

function parameterOf(
  { tensors }: Lowering,
  { name }: LinearLayer | LayerNormLayer | EmbeddingLayer,
  local: string,
): Value {
  return present(tensors.get(`${name}.${local}`), local);
}

/** y = activation(x weightᵀ + bias) */
function lowerLinear(lowering: Lowering, layer: LinearLayer, x: Value): Value {
  const { b } = lowering;
  const weight = b.transposeMatrix(parameterOf(lowering, layer, 'weight'));
  const y = b.add(b.matmul(x, weight), parameterOf(lowering, layer, 'bias'));
  return layer.activation === 'none' ? y : b.unary(layer.activation, y);
}

/** y = gain (x − mean) / √(variance + epsilon) + bias (Ba et al. 2016, section 3) */
function lowerLayerNorm(lowering: Lowering, layer: LayerNormLayer, x: Value): Value {
  const { b } = lowering;
  const centered = b.subtract(x, meanOfLastAxis(b, x));
  const variance = meanOfLastAxis(b, b.multiply(centered, centered));
  const deviation = b.unary('sqrt', b.add(variance, b.constant(layer.epsilon)));
  const scaled = b.multiply(b.divide(centered, deviation), parameterOf(lowering, layer, 'gain'));
  return b.add(scaled, parameterOf(lowering, layer, 'bias'));
}

function meanOfLastAxis(b: GraphBuilder, x: Value): Value {
  const last = x.shape.length - 1;
  const sum = b.reshape(b.sum(x, [last]), [...x.shape.slice(0, last), 1]);
  return b.divide(sum, b.constant(x.shape[last] as number));
}
