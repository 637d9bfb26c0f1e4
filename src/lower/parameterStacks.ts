import { planStacks } from '../cells/stacks.ts';
import { type Layer, type Model, passesOf } from '../resolve/model.ts';

/**
 * The full names of a layer's parameters in the order of the flat vector; those that are used as one
 * tensor together.
 */
export function parameterStacks(
  model: Pick<Model, 'parameters'>,
  layer: Layer,
): readonly (readonly string[])[] {
  const own = model.parameters.filter((parameter) => parameter.layer === layer.name);
  if (layer.kind !== 'recurrent') {
    return own.map(({ name }) => [name]);
  }
  const { stacks } = planStacks(layer.cell);
  return passesOf(layer).flatMap((pass) => [
    ...stacks.map(({ parameters }) => parameters.map(({ name }) => `${pass.name}.${name}`)),
    ...own.filter((one) => one.pass === pass.name && !one.inCell).map(({ name }) => [name]),
  ]);
}
