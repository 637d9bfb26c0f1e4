import { UserError } from '../base/userError.ts';
import type { NamedPass, NamedValue } from '../protocol/inspection.ts';

/**
 * The values that a person wants to see, by names separated by commas: `i` is that of every layer,
 * `lstm.1.i` that of one. All of them where nothing is named.
 *
 * @throws UserError where a name means nothing.
 */
export function chooseValues<Value extends NamedValue>(
  passes: readonly NamedPass<Value>[],
  names: string | undefined,
): readonly NamedPass<Value>[] {
  if (names === undefined) {
    return passes;
  }
  const wanted = names.split(',').map((name) => name.trim());
  const isMeant = (name: string, pass: string, value: string) =>
    name === value || name === `${pass}.${value}`;
  const all = passes.flatMap(({ name, values }) => values.map((value) => [name, value.name]));
  const unknown = wanted.find(
    (name) => !all.some(([pass = '', value = '']) => isMeant(name, pass, value)),
  );
  if (unknown !== undefined) {
    const known = [...new Set(all.map(([, value]) => value))].join(', ');
    throw new UserError(`There is no value "${unknown}": the cells have ${known}`);
  }
  return passes.map((pass) => ({
    ...pass,
    values: pass.values.filter(({ name }) => wanted.some((one) => isMeant(one, pass.name, name))),
  }));
}
