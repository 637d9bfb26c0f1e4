import { errorAt, type Problem } from '../../base/problem.ts';
import { suggestionFor } from '../../base/suggestion.ts';
import type { CellDefinition } from '../../cells/cell.ts';
import { optionValueType } from '../../spec/declarations/cellKeys.ts';
import { recurrentKeys } from '../../spec/declarations/recurrentKeys.ts';
import type { MappingEntry } from '../../spec/tree.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** A layer gives its cell the options that the cell has, with values that they take. */
export const optionsFit: Rule = (context) =>
  context.spec.model.flatMap((layer, index) => {
    const definition = layer.kind === 'recurrent' ? context.cells.get(layer.cell) : undefined;
    return definition ? judgeLayer(context, definition, index) : [];
  });

function judgeLayer(
  { document }: RuleContext,
  definition: CellDefinition,
  index: number,
): readonly Problem[] {
  const owner = `layer "${definition.name}"`;
  const path = `model/${index}/${definition.name}`;
  const node = document.nodeAt(path);
  const entries = node?.kind === 'mapping' ? node.entries : [];
  const written = entries.filter(({ key }) => !recurrentKeys.includes(key));
  const missing = Object.entries(definition.options).filter(
    ([name, option]) =>
      option.kind === 'size' &&
      option.instead === undefined &&
      !written.some(({ key }) => key === name),
  );
  return [
    ...missing.map(([name]) => {
      const message = `"${name}" is missing in ${owner}: add "${name}: 8"`;
      return errorAt(document.keyRangeOf(path), 'spec.missing-key', message);
    }),
    ...written.flatMap((entry) => judgeOption(definition, owner, entries, entry)),
  ];
}

function judgeOption(
  { options }: CellDefinition,
  owner: string,
  entries: readonly MappingEntry[],
  { key, keyRange, value }: MappingEntry,
): readonly Problem[] {
  const option = Object.hasOwn(options, key) ? options[key] : undefined;
  if (!option) {
    const unused = [...recurrentKeys, ...Object.keys(options)].filter(
      (name) => !entries.some((entry) => entry.key === name),
    );
    const message = `Unknown key "${key}" in ${owner}${suggestionFor(key, unused)}`;
    return [errorAt(keyRange, 'spec.unknown-key', message)];
  }
  const problems: Problem[] = [];
  const place = { name: `"${key}" in ${owner}`, owner: `"${key}"`, range: keyRange };
  const decoded = optionValueType(option).decode(value, place, (it) => problems.push(it));
  if (typeof decoded?.value === 'number' && !Number.isFinite(Math.fround(decoded.value))) {
    const message = `${place.name} is too large for the 32-bit numbers that cells compute with: use a number below 3.4e38`;
    return [errorAt(value.range, 'spec.wrong-value', message)];
  }
  return problems;
}
