import { GraphBuilder } from '../builder.ts';
import type { Graph, Node, Value } from '../graph.ts';
import { sameShape } from '../shapes.ts';
import { madeBy } from '../simplify.ts';
import { mapInputs, mapOutputs, rebuildInto } from './rebuild.ts';

/**
 * Rewrites a loop's body so that what does not depend on its states stands together and can leave
 * the loop: `(s * a) * b` becomes `s * (a * b)`, `-(s * a)` becomes `s * -a`, and products that are
 * joined become one product of what is joined. Rounding may change in the last bit.
 */
export function regroupBody(body: Graph, states: number): Graph {
  const builder = new GraphBuilder();
  const dependent = new Set<Value>();
  const known = new Map<Value, Value>();
  const depends = (value: Value | undefined) => value !== undefined && dependent.has(value);
  const mark = (outputs: readonly Value[], inputs: readonly Value[]) => {
    if (inputs.some(depends)) {
      for (const output of outputs) {
        dependent.add(output);
      }
    }
    return outputs;
  };
  const make: Make = (kind, inputs) => {
    const value = builder.apply(kind, inputs, {});
    return mark([value], inputs)[0] as Value;
  };
  const join = (values: readonly Value[], axis: number) =>
    mark([builder.concat(values, axis)], values)[0] as Value;

  rebuildInto(builder, body, known, (_, node, inputs) => {
    const regrouped = regroup(node, inputs, { depends, make, join });
    if (regrouped) {
      return [regrouped];
    }
    const outputs = builder.applyAll(node.kind, inputs, node.attributes as never);
    const place = body.inputs.indexOf(node.outputs[0] as Value);
    if (place >= 0 && place < states) {
      dependent.add(outputs[0] as Value);
    }
    return mark(outputs, inputs);
  });
  return builder.finish(body.name, mapOutputs(body, known), mapInputs(body, known));
}

type Make = (kind: 'add' | 'multiply' | 'negate', inputs: readonly Value[]) => Value;

interface Context {
  readonly depends: (value: Value | undefined) => boolean;
  readonly make: Make;
  readonly join: (values: readonly Value[], axis: number) => Value;
}

function regroup(node: Node, inputs: readonly Value[], context: Context): Value | undefined {
  const { depends, make } = context;
  const [a, b] = inputs as [Value, Value];
  switch (node.kind) {
    case 'add':
    case 'multiply': {
      const [inner, free] = depends(a) && !depends(b) ? [a, b] : [b, a];
      const parts =
        depends(inner) && !depends(free) ? freeFactor(inner, node.kind, context) : undefined;
      return parts && make(node.kind, [parts.bound, make(node.kind, [parts.free, free])]);
    }
    case 'negate': {
      const parts = depends(a) ? freeFactor(a, 'multiply', context) : undefined;
      return parts && make('multiply', [parts.bound, make('negate', [parts.free])]);
    }
    case 'concat':
      return joinProducts(inputs, node.attributes.axis, context);
    default:
      return undefined;
  }
}

/** The two sides of a sum or product of which exactly one depends on the states. */
function freeFactor(
  value: Value,
  kind: 'add' | 'multiply',
  { depends }: Context,
): { bound: Value; free: Value } | undefined {
  const [a, b] = madeBy(value, kind)?.inputs ?? [];
  if (!a || !b || depends(a) === depends(b)) {
    return undefined;
  }
  return depends(a) ? { bound: a, free: b } : { bound: b, free: a };
}

/** `[s1 * a1, s2 * a2]` becomes `[s1, s2] * [a1, a2]`: one product in the loop instead of many. */
function joinProducts(inputs: readonly Value[], axis: number, context: Context): Value | undefined {
  const parts = inputs.map((input) => freeFactor(input, 'multiply', context));
  const whole = parts.filter(
    (part, index) =>
      part &&
      sameShape(part.bound.shape, (inputs[index] as Value).shape) &&
      sameShape(part.free.shape, (inputs[index] as Value).shape),
  ) as { bound: Value; free: Value }[];
  if (whole.length !== inputs.length || inputs.length < 2) {
    return undefined;
  }
  return context.make('multiply', [
    context.join(
      whole.map((part) => part.bound),
      axis,
    ),
    context.join(
      whole.map((part) => part.free),
      axis,
    ),
  ]);
}
