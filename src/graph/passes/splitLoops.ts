import { invariant, present } from '../../base/invariant.ts';
import { sizeOf } from '../../base/sizeOf.ts';
import { GraphBuilder } from '../builder.ts';
import type { Graph, GraphOutput, Node, NodeOf, OpKind, Value } from '../graph.ts';
import { ancestorsOf, dependentsOf, usedValues } from './dependence.ts';
import { isLiftable, type Lifted, liftOverTime, repeated } from './liftOverTime.ts';
import { mapInputs, mapOutputs, rebuildInto, type ValueMap } from './rebuild.ts';
import { regroupBody } from './regroup.ts';

/**
 * Moves out of every loop what need not be in it. What depends on no state is computed before the
 * loop, for all time steps at once; what feeds no state is computed after it, likewise; what nobody
 * uses goes. A product with a weight becomes one product over the whole sequence in this way. Where
 * a state of `batch` sequences is large, only products and sums leave: sweeping over the whole
 * sequence for every elementwise operator would cost more than doing it at each step.
 */
export function splitLoops(graph: Graph, batch = 1): Graph {
  let best = splitOnce(graph, batch);
  // A loop that gave up an input leaves a stack of an earlier loop without a reader.
  for (
    let next = splitOnce(best, batch);
    stackCount(next) < stackCount(best);
    next = splitOnce(best, batch)
  ) {
    best = next;
  }
  return best;
}

/** How many values the loops of a graph give out. */
function stackCount(graph: Graph): number {
  const loops = graph.nodes.filter((node) => node.kind === 'scan');
  return loops.reduce((sum, loop) => sum + loop.outputs.length, 0);
}

function splitOnce(graph: Graph, batch: number): Graph {
  const builder = new GraphBuilder();
  const used = usedValues(graph);
  const known = rebuildInto(builder, graph, new Map(), (_, node, inputs) =>
    node.kind === 'scan'
      ? splitLoop(
          builder,
          node,
          inputs,
          node.outputs.map((output) => used.has(output)),
          batch,
        )
      : undefined,
  );
  return builder.finish(graph.name, mapOutputs(graph, known), mapInputs(graph, known));
}

/** A loop's body with what is known of its values. */
interface Loop {
  readonly attributes: NodeOf<'scan'>['attributes'];
  readonly body: Graph;
  /** Inputs of the loop in the new graph. */
  readonly inputs: readonly Value[];
  /** Which states are needed at all. */
  readonly liveStates: readonly number[];
  /** Nodes that must run step by step. */
  readonly core: ReadonlySet<Node>;
  /** Values that depend on a state. */
  readonly dependent: ReadonlySet<Value>;
  /** Whether what streams over the values of a time step stays inside. */
  readonly isWide: boolean;
}

function splitLoop(
  builder: GraphBuilder,
  node: NodeOf<'scan'>,
  inputs: readonly Value[],
  used: readonly boolean[],
  batch: number,
): readonly (Value | undefined)[] {
  const loop = analyseLoop(node, inputs, used, batch);
  const { body, attributes } = loop;
  const lifted = liftInputs(loop);
  const isAfter = (inner: Node) =>
    !loop.core.has(inner) && inner.outputs.some((output) => loop.dependent.has(output));
  const needed = ancestorsOf(neededValues(loop, used));
  const open = body.nodes.filter((inner) => needed.has(inner) && inner.kind !== 'input');
  const outside = open.filter((inner) => !loop.core.has(inner));
  for (const inner of outside.filter((candidate) => !isAfter(candidate))) {
    liftNode(builder, loop, inner, lifted);
  }
  const after = outside.filter(isAfter);
  const wanted = new Set([
    ...after.flatMap((inner) => inner.inputs),
    ...body.outputs
      .filter((_, index) => used[index] && index >= attributes.states)
      .map((output) => output.value),
  ]);
  const finalStates = runCore(builder, loop, lifted, wanted);
  for (const inner of after) {
    liftNode(builder, loop, inner, lifted);
  }
  return body.outputs.map((output, index) => {
    if (index < attributes.states) {
      return finalStates.get(index);
    }
    const value = used[index] ? lifted.get(output.value) : undefined;
    return value && repeated(builder, value, attributes.time);
  });
}

function analyseLoop(
  node: NodeOf<'scan'>,
  inputs: readonly Value[],
  used: readonly boolean[],
  batch: number,
): Loop {
  const { attributes } = node;
  const isWide = isWideLoop(attributes, batch);
  const body = isWide ? attributes.body : regroupBody(attributes.body, attributes.states);
  const stateInputs = body.inputs.slice(0, attributes.states);
  const dependent = dependentsOf(body.nodes, stateInputs);
  const liveStates = findLiveStates(body, attributes.states, used);
  const feeding = ancestorsOf(
    liveStates.map((state) => (body.outputs[state] as GraphOutput).value),
  );
  const core = new Set(
    body.nodes.filter(
      (inner) =>
        inner.kind !== 'input' &&
        (!isLiftable(inner) ||
          (feeding.has(inner) && inner.outputs.some((output) => dependent.has(output)))),
    ),
  );
  const wanted = body.outputs.filter((_, index) => used[index] && index >= attributes.states);
  const staying = isWide
    ? stayingNodes({ body, attributes }, core, new Set(wanted.map((output) => output.value)))
    : [];
  return {
    attributes,
    body,
    inputs,
    liveStates,
    core: new Set([...core, ...staying]),
    dependent,
    isWide,
  };
}

/**
 * Whether a step of the loop works on so many numbers that moving them out of the processor's cache
 * and in again costs more than an operator in the loop does.
 */
function isWideLoop({ body, states }: NodeOf<'scan'>['attributes'], batch: number): boolean {
  return body.inputs
    .slice(0, states)
    .some(({ shape }) => sizeOf(shape.map((d) => (typeof d === 'number' ? d : batch))) >= wide);
}

/** Numbers in a state of a batch: measured with 100 to 200 units and batches of 16 to 64. */
const wide = 2048;

/** Operators that read their inputs once and in order. */
const streaming: ReadonlySet<OpKind> = new Set<OpKind>([
  'negate',
  'sigmoid',
  'tanh',
  'relu',
  'exp',
  'log',
  'sqrt',
  'softplus',
  'abs',
  'step',
  'add',
  'subtract',
  'multiply',
  'divide',
  'maximum',
  'power',
  'equal',
  'select',
  'concat',
  'split',
  'expand',
  'reshape',
]);

/**
 * Nodes that could leave a wide loop but stay: what streams over the values of a time step and is
 * read by nodes inside only.
 */
function stayingNodes(
  { body, attributes: { states, sequences } }: Pick<Loop, 'body' | 'attributes'>,
  core: ReadonlySet<Node>,
  wanted: ReadonlySet<Value>,
): readonly Node[] {
  const overTime = dependentsOf(body.nodes, body.inputs.slice(states, states + sequences));
  const inside = new Set<Value>([...core].flatMap((node) => node.inputs));
  const outside = new Set<Value>(wanted);
  return body.nodes.toReversed().filter((node) => {
    if (core.has(node)) {
      return false;
    }
    const stays =
      streaming.has(node.kind) &&
      node.outputs.some((output) => overTime.has(output) && inside.has(output)) &&
      !node.outputs.some((output) => outside.has(output));
    for (const input of node.inputs) {
      (stays ? inside : outside).add(input);
    }
    return stays;
  });
}

/** States that are wanted at the end, or that something wanted is computed from. */
function findLiveStates(body: Graph, states: number, used: readonly boolean[]): readonly number[] {
  const wanted = new Set(used.flatMap((isUsed, index) => (isUsed ? [index] : [])));
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size;
    const needed = ancestorsOf(
      [...wanted].map((index) => (body.outputs[index] as GraphOutput).value),
    );
    body.inputs.slice(0, states).forEach((input, state) => {
      if (needed.has(input.node)) {
        wanted.add(state);
      }
    });
  }
  return [...wanted].filter((index) => index < states).sort((a, b) => a - b);
}

function neededValues(loop: Loop, used: readonly boolean[]): readonly Value[] {
  return loop.body.outputs
    .filter((_, index) => used[index] || loop.liveStates.includes(index))
    .map((output) => output.value);
}

type LiftedMap = Map<Value, Lifted>;

/** Sequences and captured values are outside of the loop already. */
function liftInputs({ attributes: { states, sequences }, body, inputs }: Loop): LiftedMap {
  const lifted: LiftedMap = new Map();
  body.inputs.forEach((input, index) => {
    if (index >= states) {
      lifted.set(input, {
        value: present(inputs[index], 'an input of the loop'),
        overTime: index < states + sequences,
      });
    }
  });
  return lifted;
}

function liftNode(builder: GraphBuilder, loop: Loop, node: Node, lifted: LiftedMap): void {
  const inputs = node.inputs.map((input) => present(lifted.get(input), `an input of ${node.kind}`));
  const outputs = present(
    liftOverTime(builder, node, inputs, loop.attributes.time),
    `the form of ${node.kind} over time`,
  );
  node.outputs.forEach((output, index) => {
    lifted.set(output, outputs[index] as Lifted);
  });
}

/**
 * Runs what must be run step by step, and adds the stacks of all `wanted` values that depend on the
 * states to `lifted`. Returns the final states by their place.
 */
function runCore(
  builder: GraphBuilder,
  loop: Loop,
  lifted: LiftedMap,
  wanted: ReadonlySet<Value>,
): ReadonlyMap<number, Value> {
  const { body, attributes, liveStates, inputs } = loop;
  const stateInputs = new Map(
    body.inputs.slice(0, attributes.states).map((value, i) => [value, i]),
  );
  if (liveStates.length === 0) {
    return new Map();
  }
  const inner = buildCore(loop, lifted);
  const stacked = [...wanted].filter(
    (value) => loop.dependent.has(value) && loop.core.has(value.node),
  );
  const before = [...wanted].flatMap((value) => stateInputs.get(value) ?? []);
  const nextOf = (state: number) => (body.outputs[state] as GraphOutput).value;
  const stateOf = (state: number) => body.inputs[state] as Value;
  const stacks = [...new Set([...stacked, ...before.map(loop.isWide ? stateOf : nextOf)])].filter(
    (value) => !lifted.has(value),
  );
  const core = inner.finish(liveStates.map(nextOf), stacks);
  const outputs = builder.applyAll(
    'scan',
    [
      ...liveStates.map((state) => inputs[state] as Value),
      ...core.sequences.map((value) => present(lifted.get(value), 'a sequence').value),
      ...core.captured.map((value) => present(lifted.get(value), 'a captured value').value),
    ],
    { ...attributes, body: core.body, states: liveStates.length, sequences: core.sequences.length },
  );
  stacks.forEach((value, index) => {
    lifted.set(value, { value: outputs[liveStates.length + index] as Value, overTime: true });
  });
  for (const state of loop.isWide ? [] : before) {
    const next = present(lifted.get(nextOf(state)), 'the stack of a state');
    const stack = repeated(builder, next, attributes.time);
    const { reverse } = attributes;
    lifted.set(body.inputs[state] as Value, {
      value: builder.apply('previous', [inputs[state] as Value, stack], { reverse }),
      overTime: true,
    });
  }
  return new Map(liveStates.map((state, index) => [state, outputs[index] as Value]));
}

/** The body that is left: values from outside become sequences and captured values of it. */
function buildCore(loop: Loop, lifted: LiftedMap) {
  const { body, liveStates } = loop;
  const builder = new GraphBuilder();
  const known: ValueMap = new Map();
  const sequences: Value[] = [];
  const captured: Value[] = [];
  for (const state of liveStates) {
    const input = body.inputs[state] as Value;
    known.set(input, builder.input(`state.${state}`, input.shape));
  }
  const fetch = (value: Value): Value => {
    const found = known.get(value);
    if (found) {
      return found;
    }
    if (value.node.kind === 'constant') {
      return builder.apply('constant', [], value.node.attributes);
    }
    const { overTime } = present(lifted.get(value), `a value of ${value.node.kind} outside`);
    const [list, prefix] = overTime ? [sequences, 'sequence'] : [captured, 'captured'];
    const inner = builder.input(`${prefix}.${list.length}`, value.shape);
    list.push(value);
    known.set(value, inner);
    return inner;
  };
  for (const node of body.nodes) {
    if (loop.core.has(node) && node.kind !== 'input') {
      const outputs = builder.applyAll(node.kind, node.inputs.map(fetch), node.attributes as never);
      node.outputs.forEach((output, index) => {
        known.set(output, outputs[index] as Value);
      });
    }
  }
  return {
    finish(next: readonly Value[], stacks: readonly Value[]) {
      const outputs = [...next, ...stacks].map((value, index) => ({
        name: index < next.length ? `next.${index}` : `stack.${index - next.length}`,
        value: fetch(value),
      }));
      const inputs = [
        ...liveStates.map((state) => body.inputs[state] as Value),
        ...sequences,
        ...captured,
      ].map((value) => present(known.get(value), 'an input of the body'));
      invariant(
        inputs.every((input) => input.node.kind === 'input'),
        'inputs of a body are inputs',
      );
      return { body: builder.finish(body.name, outputs, inputs), sequences, captured };
    },
  };
}
