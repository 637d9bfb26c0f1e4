import { present } from '../base/invariant.ts';
import type { Value } from '../graph/graph.ts';
import type { RecurrentLayer } from '../resolve/model.ts';
import { holdStates } from './holdStates.ts';
import { lowerCell, type StepState } from './lowerCell.ts';
import type { Lowering } from './lowering.ts';

/**
 * The cell over all time steps: its output at every step `[T, B, H]`, or, with `onlyLast`, after the
 * last step of each sequence `[B, H]`. In padding states stay what they were at the end.
 */
export function lowerRecurrent(
  lowering: Lowering,
  layer: RecurrentLayer,
  x: Value,
  onlyLast: boolean,
): Value {
  const { b, tensors, mask } = lowering;
  const { cell } = layer;
  const [stacked, carried] = onlyLast ? [[], [cell.output]] : [[cell.output], []];
  const step = lowerCell(cell, layer.sizes, stacked, carried);
  const stacks = step.plan.stacks.map(({ parameters: [first] }) =>
    present(tensors.get(`${layer.name}.${first?.name}`), 'a stack'),
  );
  const initial = step.states.map((state) => initialState(lowering, layer, state));
  const states = step.states.length;
  const plain = { body: step.body, inputs: [...initial, x, ...stacks], sequences: 1 };
  const { body, inputs, sequences } = holdStates(
    plain,
    states,
    step.states.map(() => mask),
  );
  const outputs = b.applyAll('scan', inputs, {
    body,
    states,
    sequences,
    reverse: false,
    time: 'T',
  });
  if (lowering.options.carry) {
    cell.states.forEach(({ name }, index) => {
      const value = present(outputs[index], 'a final state');
      lowering.finalStates.push({ name: `final.${layer.name}.${name}`, value });
    });
  }
  const last = step.states.findIndex(({ name }) => name === cell.output);
  return present(outputs[onlyLast ? last : states], 'the output of a cell');
}

/** `[B, width]`: zero, or what the batch before has left. */
function initialState(
  { b, options, inputs }: Lowering,
  { name: layer, cell }: RecurrentLayer,
  { name, width }: StepState,
): Value {
  // An output that is carried to the end only is no state: nothing reads it before it is written.
  if (!options.carry || !cell.states.some((state) => state.name === name)) {
    return b.zeros(['B', width]);
  }
  const value = b.input(`initial.${layer}.${name}`, ['B', width]);
  inputs.push(value);
  return value;
}
