import { present } from '../base/invariant.ts';
import type { Node, NodeOf, OpKind, Value } from '../graph/graph.ts';
import { ancestorsOf, dependentsOf } from '../graph/passes/dependence.ts';
import { vjpRules } from './vjp.ts';
import type { Backpropagate, Vjp } from './vjpRule.ts';

/**
 * Reverse-mode differentiation: walks back from the seeds to the targets through the nodes between
 * them, and makes the gradients in the builder. `undefined` where no seed depends on a target.
 */
export const backpropagate: Backpropagate = (builder, seeds, targets, primal) => {
  const gradients = new Map<Value, Value>();
  const add = (value: Value, gradient: Value) => {
    const before = gradients.get(value);
    gradients.set(value, before ? builder.add(before, gradient) : gradient);
  };
  for (const { value, gradient } of seeds) {
    add(value, gradient);
  }
  const order = [...ancestorsOf(seeds.map((seed) => seed.value))].sort((a, b) => idOf(b) - idOf(a));
  const onPath = dependentsOf(order.toReversed(), targets);
  for (const node of order) {
    const incoming = node.outputs.map((output) => gradients.get(output));
    const wanted = node.inputs.map((input) => onPath.has(input));
    if (!wanted.includes(true) || incoming.every((gradient) => gradient === undefined)) {
      continue;
    }
    const rule = vjpRules[node.kind] as Vjp<OpKind>;
    const values = {
      ...(node as NodeOf<OpKind>),
      inputs: node.inputs.map(primal),
      outputs: node.outputs.map(primal),
    };
    const outgoing = rule(builder, values, incoming, wanted, backpropagate);
    node.inputs.forEach((input, index) => {
      const gradient = outgoing[index];
      if (gradient && wanted[index]) {
        add(input, gradient);
      }
    });
  }
  return targets.map((target) => gradients.get(target));
};

function idOf(node: Node): number {
  return present(node.outputs[0], 'an output').id;
}
