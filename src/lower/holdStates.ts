import { present } from '../base/invariant.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { rebuildInto } from '../graph/passes/rebuild.ts';
import { nextName } from './lowerCell.ts';

/** A loop that holds some of its states at some steps. */
export interface HeldLoop {
  readonly body: Graph;
  /** The loop's inputs. */
  readonly inputs: readonly Value[];
  readonly sequences: number;
}

/**
 * Lets a loop's states keep their value where `updates` says so: each is `[T, B, 1]` or
 * `[T, B, width]`, 1 where the state of that place takes its next value and 0 where it stays;
 * `undefined` lets a state always go on. What the loop gives out of a state is what was held.
 */
export function holdStates(
  loop: HeldLoop,
  states: number,
  updates: readonly (Value | undefined)[],
): HeldLoop {
  const flags = [...new Set(updates.filter((update) => update !== undefined))];
  if (flags.length === 0) {
    return loop;
  }
  const { body } = loop;
  const b = new GraphBuilder();
  const own = body.inputs.map((input) => b.input(present(nameOf(input), 'a name'), input.shape));
  const flagInputs = flags.map((flag, index) => b.input(`update.${index}`, flag.shape.slice(1)));
  const known = rebuildInto(
    b,
    body,
    new Map(body.inputs.map((input, i) => [input, own[i] as Value])),
  );
  const held = new Map<string, Value>();
  body.outputs.slice(0, states).forEach(({ name, value }, index) => {
    const update = updates[index];
    const next = present(known.get(value), name);
    const flag = update && flagInputs[flags.indexOf(update)];
    held.set(name, flag ? b.select(flag, next, own[index] as Value) : next);
  });
  const outputs = body.outputs.map(({ name, value }) => ({
    name,
    value: held.get(name) ?? held.get(nextName(name)) ?? present(known.get(value), name),
  }));
  const first = states + loop.sequences;
  const insert = (list: readonly Value[], added: readonly Value[]) => [
    ...list.slice(0, first),
    ...added,
    ...list.slice(first),
  ];
  return {
    body: b.finish(body.name, outputs, insert(own, flagInputs)),
    inputs: insert(loop.inputs, flags),
    sequences: loop.sequences + flags.length,
  };
}

function nameOf({ node }: Value): string | undefined {
  return node.kind === 'input' ? node.attributes.name : undefined;
}
