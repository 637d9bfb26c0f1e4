import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { NodeOf, Value } from '../graph/graph.ts';
import { rebuildInto, type ValueMap } from '../graph/passes/rebuild.ts';
import type { Backpropagate } from './vjpRule.ts';

/**
 * The gradient of a loop is a loop backwards (backpropagation through time, Werbos 1990). Its
 * states are the gradients of the states. At every step it computes the body's values again from
 * the states before the step and from what the loop gave out, and goes back through them. The
 * gradient of a captured value is the sum of what every step adds to it.
 */
export function scanVjp(
  b: GraphBuilder,
  node: NodeOf<'scan'>,
  gradients: readonly (Value | undefined)[],
  wanted: readonly boolean[],
  backpropagate: Backpropagate,
): readonly (Value | undefined)[] {
  const { body, states, sequences, reverse, time } = node.attributes;
  const inner = new GraphBuilder();
  const feeds = new Feeds(inner);
  const stateGradients = body.inputs
    .slice(0, states)
    .map((input, state) => inner.input(`state.${state}`, input.shape));
  const known = rebuildInto(inner, body, bindBody(node, feeds));
  const seeds = body.outputs.flatMap(({ value }, index) => {
    const gradient = gradients[index];
    const step =
      index < states
        ? stateGradients[index]
        : gradient && feeds.sequence(`gradient.${body.outputs[index]?.name}`, gradient);
    return step ? [{ value, gradient: step }] : [];
  });
  const results = backpropagate(inner, seeds, body.inputs, (value) =>
    present(known.get(value), 'a value of the body'),
  );
  const asked = results.flatMap((result, index) =>
    index >= states && result && wanted[index] ? [{ index, result }] : [],
  );
  const backward = inner.finish(
    `${body.name}.gradient`,
    [
      ...body.inputs.slice(0, states).map((input, state) => ({
        name: `next.${state}`,
        value: results[state] ?? inner.zeros(input.shape),
      })),
      ...asked.map(({ result, index }) => ({ name: `input.${index}`, value: result })),
    ],
    [...stateGradients, ...feeds.inputs()],
  );
  const outputs = b.applyAll(
    'scan',
    [
      ...body.inputs
        .slice(0, states)
        .map((input, state) => gradients[state] ?? b.zeros(input.shape)),
      ...feeds.values(),
    ],
    { body: backward, states, sequences: feeds.sequences(), reverse: !reverse, time },
  );
  return node.inputs.map((_, index) => {
    if (index < states) {
      return outputs[index];
    }
    const place = asked.findIndex((entry) => entry.index === index);
    const stack = place < 0 ? undefined : (outputs[states + place] as Value);
    return index < states + sequences ? stack : stack && b.sum(stack, [0]);
  });
}

/** What the backward loop reads besides its states: sequences first, then captured values. */
class Feeds {
  readonly #inner: GraphBuilder;
  readonly #sequences: { input: Value; value: Value }[] = [];
  readonly #captured: { input: Value; value: Value }[] = [];

  constructor(inner: GraphBuilder) {
    this.#inner = inner;
  }

  sequence(name: string, value: Value): Value {
    const input = this.#inner.input(name, value.shape.slice(1));
    this.#sequences.push({ input, value });
    return input;
  }

  capture(name: string, value: Value): Value {
    const input = this.#inner.input(name, value.shape);
    this.#captured.push({ input, value });
    return input;
  }

  sequences(): number {
    return this.#sequences.length;
  }

  inputs(): readonly Value[] {
    return [...this.#sequences, ...this.#captured].map((feed) => feed.input);
  }

  values(): readonly Value[] {
    return [...this.#sequences, ...this.#captured].map((feed) => feed.value);
  }
}

/** The body's inputs and saved values, each read from outside at every step. */
function bindBody(node: NodeOf<'scan'>, feeds: Feeds): ValueMap {
  const { body, states, sequences } = node.attributes;
  const known: ValueMap = new Map();
  const stackOf = new Map<Value, Value>();
  body.outputs.forEach(({ value }, index) => {
    if (index >= states) {
      stackOf.set(value, node.outputs[index] as Value);
    }
  });
  body.inputs.forEach((input, index) => {
    const given = node.inputs[index] as Value;
    if (index < states) {
      const before = present(stackOf.get(input), 'the saved stack of a state');
      known.set(input, feeds.sequence(`before.${index}`, before));
    } else if (index < states + sequences) {
      known.set(input, feeds.sequence(`sequence.${index - states}`, given));
    } else {
      known.set(input, feeds.capture(`captured.${index - states - sequences}`, given));
    }
  });
  for (const [value, stack] of stackOf) {
    if (!known.has(value)) {
      known.set(value, feeds.sequence(`saved.${value.id}`, stack));
    }
  }
  return known;
}
