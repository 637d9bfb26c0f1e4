import { sizeOf } from '../base/sizeOf.ts';
import { type DataShape, isWeighted, type OutputShape } from '../data/dataShape.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';
import { oneHot } from './oneHot.ts';

/** A model's loss, a scalar, with the inputs that it needs besides the prediction. */
export interface Loss {
  readonly value: Value;
  /** `y`, and where the data has them `weights`. */
  readonly inputs: readonly Value[];
}

/**
 * How far a prediction (`[B, O]` or `[T, B, O]`) is from the targets `y`: for values the mean of the
 * squared errors; for classes (`y` holds their places, without the last axis) the mean over outputs
 * of the cross entropy of the softmax; for flags the mean over outputs of the sum of the binary cross
 * entropies of the sigmoids. With `weights` `[T, B]` only outputs count whose weight is 1; where
 * there is none the loss is 0.
 */
export function lowerLoss(
  b: GraphBuilder,
  data: DataShape,
  prediction: Value,
  weighted = isWeighted(data),
): Loss {
  const { kind } = data.output;
  const outputs = prediction.shape.slice(0, -1);
  const column = [...outputs, 1];
  const y = b.input('y', kind === 'classes' ? outputs : prediction.shape);
  const target = kind === 'classes' ? b.reshape(y, column) : y;
  const weights = weighted ? b.input('weights', outputs) : undefined;
  const perValue = kind === 'values' ? Number(prediction.shape.at(-1)) : 1;
  if (!weights) {
    const sum = b.sumAll(errors[kind](b, prediction, target));
    return { value: b.divide(sum, countOf(b, [...outputs, perValue])), inputs: [y] };
  }
  const flags = b.reshape(weights, column);
  // What is not counted may be anything, even NaN, on either side.
  const [counted, wanted] = [prediction, target].map((value) =>
    b.select(flags, value, b.constant(0)),
  ) as [Value, Value];
  const sum = b.sumAll(b.multiply(errors[kind](b, counted, wanted), flags));
  const count = b.multiply(b.sumAll(weights), b.constant(perValue));
  return {
    value: b.divide(sum, b.binary('maximum', count, b.constant(1))),
    inputs: [y, weights],
  };
}

type Errors = (b: GraphBuilder, prediction: Value, target: Value) => Value;

/** What is summed up over all outputs and, in the last axis, over their values. */
const errors: { readonly [K in OutputShape['kind']]: Errors } = {
  values: (b, prediction, target) => {
    const difference = b.subtract(prediction, target);
    return b.multiply(difference, difference);
  },
  // −log softmax at the target
  classes: (b, prediction, target) => {
    const isTarget = oneHot(b, target, Number(prediction.shape.at(-1)));
    return b.unary('negate', b.multiply(isTarget, b.unary('logSoftmax', prediction)));
  },
  // −y log σ(x) − (1 − y) log(1 − σ(x)) = log(1 + eˣ) − y x
  flags: (b, prediction, target) =>
    b.subtract(b.unary('softplus', prediction), b.multiply(target, prediction)),
};

/** How many numbers a tensor of that shape holds, a scalar. */
function countOf(b: GraphBuilder, shape: Value['shape']): Value {
  const named = shape.filter((dimension) => typeof dimension === 'string');
  const known = sizeOf(shape.filter((dimension) => typeof dimension === 'number'));
  return b.multiply(b.apply('size', [], { dimensions: named }), b.constant(known));
}
