import { invariant, present } from '../base/invariant.ts';
import type { Cell } from '../cells/cell.ts';
import { cellValues } from '../cells/cellValues.ts';
import { ownStates } from '../cells/ownStates.ts';
import { widthOf } from '../cells/sizes.ts';
import { statesInProducts } from '../cells/stacks.ts';
import type { Value } from '../graph/graph.ts';
import { initialName, type Pass, passesOf, type RecurrentLayer } from '../resolve/model.ts';
import { holdStates, type StateHold } from './holdStates.ts';
import { holdSteps } from './holdSteps.ts';
import { lowerCell, type StepState } from './lowerCell.ts';
import { type Lowering, tapName, tracedName } from './lowering.ts';
import { dropout, noiseInput } from './noise.ts';

/**
 * A recurrent layer over all time steps: its output at every step `[T, B, H]`, or, with `onlyLast`,
 * what each direction has where it ends, `[B, H]`. In padding states stay what they were: those of
 * the forward direction at the end of the sequence, those of the reverse one before they begin.
 */
export function lowerRecurrent(
  lowering: Lowering,
  layer: RecurrentLayer,
  x: Value,
  onlyLast: boolean,
): Value {
  const { b, mask } = lowering;
  const { name, direction, merge } = layer;
  const outputs = passesOf(layer).map((pass) => lowerPass(lowering, layer, pass, x, onlyLast));
  const joined =
    merge === 'sum'
      ? outputs.reduce((sum, output) => b.add(sum, output))
      : b.concat(outputs, onlyLast ? 1 : 2);
  // Backwards the padding comes before the sequence: its end goes on in it, for the layer above.
  const isOpen = mask && direction !== 'forward' && !onlyLast;
  const merged = isOpen ? holdSteps(b, joined, mask, false).every : joined;
  const input = onlyLast ? holdSteps(b, x, mask, direction === 'reverse').last : x;
  const result = layer.residual ? b.add(merged, input) : merged;
  return dropout(lowering, `${name}.dropout`, result, layer.dropout);
}

function lowerPass(
  lowering: Lowering,
  layer: RecurrentLayer,
  pass: Pass,
  x: Value,
  onlyLast: boolean,
): Value {
  const { b, tensors, options } = lowering;
  const { cell } = layer;
  const carried = onlyLast ? [cell.output] : [];
  const plain = onlyLast ? [] : [cell.output];
  const stacked = options.trace ? cell.assignments.map((one) => one.name) : plain;
  const masked = options.training && layer.recurrentDropout > 0 ? statesInProducts(cell) : [];
  const taps = options.taps ? tapInputs(lowering, layer, pass) : [];
  const step = lowerCell(cell, layer.sizes, { stacked, carried, masked, taps: taps.length > 0 });
  const stacks = step.plan.stacks.map(({ parameters: [first] }) =>
    present(tensors.get(`${pass.name}.${first?.name}`), 'a stack'),
  );
  const initial = step.states.map((state) => initialState(lowering, layer, pass, state));
  const masks = masked.map((state) => recurrentMask(lowering, layer, pass, step.states, state));
  const { body, inputs, sequences } = holdStates(
    {
      body: step.body,
      inputs: [...initial, x, ...taps, ...stacks, ...masks],
      sequences: 1 + taps.length,
    },
    step.states.map((state) => stateHold(lowering, layer, pass, state)),
  );
  const { reverse } = pass;
  const states = step.states.length;
  const outputs = b.applyAll('scan', inputs, { body, states, sequences, reverse, time: 'T' });
  if (options.carry) {
    cell.states.forEach((state, index) => {
      const value = present(outputs[index], 'a final state');
      lowering.finalStates.push({ name: `final.${pass.name}.${state.name}`, value });
    });
  }
  if (options.trace) {
    const values = stacked.map((name, index) => [name, outputs[states + index]] as const);
    for (const [name, value] of [['x', x] as const, ...values]) {
      lowering.traced.push({ name: tracedName(pass.name, name), value: present(value, name) });
    }
  }
  const place = onlyLast
    ? step.states.findIndex((state) => state.name === cell.output)
    : states + stacked.indexOf(cell.output);
  return present(outputs[place], 'the output of a cell');
}

function tapInputs(
  { b, inputs }: Lowering,
  { cell, sizes }: RecurrentLayer,
  pass: Pass,
): readonly Value[] {
  const taps = cellValues(cell).map(({ name }) =>
    b.input(tapName(pass.name, name), ['T', 'B', widthOf(cell, name, sizes)]),
  );
  inputs.push(...taps);
  return taps;
}

/** `[B, width]`: zero, learned, or what the batch before has left. */
function initialState(
  { b, options, inputs, tensors }: Lowering,
  { cell, initialState: kind }: RecurrentLayer,
  pass: Pass,
  { name, width }: StepState,
): Value {
  if (!isState(cell, name)) {
    return b.zeros(['B', width]);
  }
  if (options.carry) {
    invariant(!pass.reverse, 'states that go on from batch to batch go forward in time');
    const value = b.input(`initial.${pass.name}.${name}`, ['B', width]);
    inputs.push(value);
    return value;
  }
  return kind === 'learned'
    ? b.expand(present(tensors.get(`${pass.name}.${initialName(name)}`), name), ['B', width])
    : b.zeros(['B', width]);
}

/** An output that is carried to the end only is no state: nothing reads it before it is written. */
function isState({ states }: Cell, name: string): boolean {
  return states.some((state) => state.name === name);
}

/** In padding a state stays, and by zoneout some of its values do (Krueger et al. 2017). */
function stateHold(
  lowering: Lowering,
  { cell, zoneout }: RecurrentLayer,
  pass: Pass,
  { name, width }: StepState,
): StateHold {
  const { b, mask, options } = lowering;
  const rate = ownStates(cell).some((state) => state.name === name) ? zoneout : 0;
  if (rate === 0 || !options.training) {
    return { update: mask, stays: rate };
  }
  const noise = { kind: 'keep', rate, kept: 1 } as const;
  const moves = noiseInput(lowering, `${pass.name}.zoneout.${name}`, ['T', 'B', width], noise);
  return { update: mask ? b.multiply(mask, moves) : moves, stays: 0 };
}

/** One mask for all time steps of a sequence, `[B, width]` (Gal and Ghahramani 2016). */
function recurrentMask(
  lowering: Lowering,
  { recurrentDropout: rate }: RecurrentLayer,
  pass: Pass,
  states: readonly StepState[],
  state: string,
): Value {
  const width = present(
    states.find(({ name }) => name === state),
    state,
  ).width;
  const noise = { kind: 'keep', rate, kept: 1 / (1 - rate) } as const;
  return noiseInput(lowering, `${pass.name}.recurrent_dropout.${state}`, ['B', width], noise);
}
