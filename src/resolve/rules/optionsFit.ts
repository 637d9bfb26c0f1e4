import type { Fix } from '../../base/fix.ts';
import { errorAt, type Problem, withFixes } from '../../base/problem.ts';
import { nearest, suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import type { CellDefinition } from '../../cells/cell.ts';
import { optionValueType } from '../../spec/declarations/cellKeys.ts';
import { recurrentKeys } from '../../spec/declarations/recurrentKeys.ts';
import type { MappingEntry } from '../../spec/tree.ts';
import { judgeLayers } from '../judgeLayers.ts';
import { layerPath } from '../layerPath.ts';
import type { Rule, RuleContext } from '../ruleContext.ts';

/** A layer gives its cell the options that the cell has, with values that they take. */
export const optionsFit: Rule = (context) =>
  judgeLayers(context.spec, (layer, index) => {
    if (layer.kind !== 'recurrent') {
      return [];
    }
    const definition = context.cells.get(layer.cell);
    const node = context.document.nodeAt(layerPath(layer, index));
    const entries = node?.kind === 'mapping' ? node.entries : [];
    return definition
      ? judgeLayer(context, definition, entries, index)
      : judgeUnknown(layer.cell, entries);
  });

/** Of a cell that is not known, any key may be an option, unless it nearly is one of the layer. */
function judgeUnknown(cell: string, entries: readonly MappingEntry[]): readonly Problem[] {
  const unused = unusedOf(recurrentKeys, entries);
  return otherKeys(entries)
    .filter(({ key }) => nearest(key, unused) !== undefined)
    .map((entry) => unknownKey(entry, `layer "${cell}"`, unused));
}

function judgeLayer(
  { document }: RuleContext,
  definition: CellDefinition,
  entries: readonly MappingEntry[],
  index: number,
): readonly Problem[] {
  const owner = `layer "${definition.name}"`;
  const path = `model/${index}/${definition.name}`;
  const written = otherKeys(entries);
  const missing = Object.entries(definition.options).filter(
    ([name, option]) =>
      option.kind === 'size' &&
      option.instead === undefined &&
      !written.some(({ key }) => key === name),
  );
  return [
    ...missing.map(([name]) => {
      const message = `"${name}" is missing in ${owner}: add "${name}: 8"`;
      const problem = errorAt(document.keyRangeOf(path), 'spec.missing-key', message);
      return withFixes(problem, [document.addition(path, `${name}: 8`)]);
    }),
    ...written.flatMap((entry) =>
      judgeOption(definition, owner, entries, entry, document.removal(`${path}/${entry.key}`)),
    ),
  ];
}

function judgeOption(
  { options }: CellDefinition,
  owner: string,
  entries: readonly MappingEntry[],
  { key, keyRange, value }: MappingEntry,
  removal: Fix | undefined,
): readonly Problem[] {
  const option = Object.hasOwn(options, key) ? options[key] : undefined;
  if (!option) {
    const unused = unusedOf([...recurrentKeys, ...Object.keys(options)], entries);
    return [unknownKey({ key, keyRange }, owner, unused, removal)];
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

/** What a layer gives beside the keys that all layers have. */
function otherKeys(entries: readonly MappingEntry[]): readonly MappingEntry[] {
  return entries.filter(({ key }) => !recurrentKeys.includes(key));
}

function unusedOf(names: readonly string[], entries: readonly MappingEntry[]): readonly string[] {
  return names.filter((name) => !entries.some(({ key }) => key === name));
}

function unknownKey(
  { key, keyRange }: Pick<MappingEntry, 'key' | 'keyRange'>,
  owner: string,
  unused: readonly string[],
  removal?: Fix,
): Problem {
  const message = `Unknown key "${key}" in ${owner}${suggestionFor(key, unused)}`;
  const fixes = [suggestedFix(key, unused, keyRange), removal];
  return withFixes(errorAt(keyRange, 'spec.unknown-key', message), fixes);
}
