import { present } from '../base/invariant.ts';
import type { Cell } from '../cells/cell.ts';
import type { NativeLayer } from '../onnx/exportNative.ts';
import { matchNative, type NativeForm } from '../onnx/matchNative.ts';
import type { ParameterData } from '../onnx/packNative.ts';
import { initialName, passesOf, type RecurrentLayer } from '../resolve/model.ts';

/**
 * A trained recurrent layer as the native operator that computes all that it does; `undefined` where
 * there is none. `data` holds the layer's parameters by their full names; with `onlyLast` the layer
 * gives only what each direction has where it ends.
 */
export function nativeLayer(
  layer: RecurrentLayer,
  data: ReadonlyMap<string, ParameterData>,
  onlyLast: boolean,
): NativeLayer | undefined {
  const { name, cell, inputSize, direction, merge, residual, initialState } = layer;
  const form = matchNative(cell);
  const states = initialState === 'learned' ? form && statesOf(form, cell) : [];
  if (!form || !states || layer.zoneout > 0 || (residual && onlyLast)) {
    return undefined;
  }
  const passes = passesOf(layer).map((pass) => {
    const find = (local: string) => present(data.get(`${pass.name}.${local}`), local);
    const parameters = cell.parameters.map((one) => [one.name, find(one.name)] as const);
    const initial = states.map((state) => find(initialName(state)));
    return { parameters: Object.fromEntries(parameters), initial };
  });
  const hiddenSize = present(layer.sizes.hidden, 'the width of the state');
  const shared = { name, inputSize, direction, merge, residual };
  return { kind: 'native', ...shared, form, hiddenSize, onlyLast, passes };
}

/** The cell's states in the order of the operator's: h, which is the output, and then c. */
function statesOf(
  { operator }: NativeForm,
  { states, output }: Cell,
): readonly string[] | undefined {
  const names = states.map(({ name }) => name);
  const others = names.filter((name) => name !== output);
  const hasAll = names.includes(output) && others.length === (operator === 'LSTM' ? 1 : 0);
  return hasAll ? [output, ...others] : undefined;
}
