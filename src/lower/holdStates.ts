import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, NodeOf, Value } from '../graph/graph.ts';
import { rebuildInto } from '../graph/passes/rebuild.ts';
import { nextName } from './lowerCell.ts';

/** A loop over time with the inputs that it gets. */
export interface TimeLoop {
  readonly body: Graph;
  readonly inputs: readonly Value[];
  readonly sequences: number;
}

/** How a state moves from its value to the next one. */
export interface StateHold {
  /**
   * `[T, B, 1]` or `[T, B, width]`: 1 where the state takes the next value, 0 where it stays what it
   * was; `undefined` lets it always go on.
   */
  readonly update: Value | undefined;
  /** The share of its value before that a state keeps where it goes on. */
  readonly stays: number;
}

/**
 * Lets the states of a loop keep their value, or a share of it, as `holds` says for each. Where the
 * loop gives out a state, it gives what was held.
 */
export function holdStates(loop: TimeLoop, holds: readonly StateHold[]): TimeLoop {
  const updates = [...new Set(holds.flatMap(({ update }) => update ?? []))];
  if (updates.length === 0 && holds.every(({ stays }) => stays === 0)) {
    return loop;
  }
  const { body } = loop;
  const b = new GraphBuilder();
  const own = body.inputs.map((input) => {
    const { name, shape } = (input.node as NodeOf<'input'>).attributes;
    return b.input(name, shape);
  });
  const flags = updates.map((update, index) => b.input(`update.${index}`, update.shape.slice(1)));
  const start = new Map(body.inputs.map((input, index) => [input, own[index] as Value]));
  const known = rebuildInto(b, body, start);
  const held = new Map(
    holds.map(({ update, stays }, index) => {
      const { name, value } = present(body.outputs[index], 'a next state');
      const [before, next] = [own[index] as Value, present(known.get(value), name)];
      const moved = stays === 0 ? next : mix(b, before, next, stays);
      const flag = update && flags[updates.indexOf(update)];
      return [name, flag ? b.select(flag, moved, before) : moved];
    }),
  );
  const outputs = body.outputs.map(({ name, value }) => ({
    name,
    value: held.get(name) ?? held.get(nextName(name)) ?? present(known.get(value), name),
  }));
  const first = holds.length + loop.sequences;
  const insert = (list: readonly Value[], added: readonly Value[]) => [
    ...list.slice(0, first),
    ...added,
    ...list.slice(first),
  ];
  return {
    body: b.finish(body.name, outputs, insert(own, flags)),
    inputs: insert(loop.inputs, updates),
    sequences: loop.sequences + updates.length,
  };
}

/** `share` of one value and the rest of the other. */
function mix(b: GraphBuilder, before: Value, next: Value, share: number): Value {
  return b.add(before, b.multiply(b.constant(1 - share), b.subtract(next, before)));
}
