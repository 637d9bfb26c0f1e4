import { capitalize } from '../../base/capitalize.ts';
import type { Fix } from '../../base/fix.ts';
import { errorAt, withFixes } from '../../base/problem.ts';
import { isEmptyNode, type SpecNode } from '../tree.ts';
import type { Place, Report, ValueType } from '../valueType.ts';

/** Reports that a node is not of a type; `advice` says how to mend it, `fix` does so. */
export function reportWrongType(
  node: SpecNode,
  place: Place,
  report: Report,
  type: Pick<ValueType<unknown>, 'description'>,
  advice = '',
  fix?: Fix,
): undefined {
  if (isEmptyNode(node)) {
    const message = `${place.name} has no value: write ${type.description}`;
    report(errorAt(node.range, 'spec.missing-value', capitalize(message)));
    return undefined;
  }
  const problem = errorAt(node.range, 'spec.wrong-type', mustBe(node, place, type, advice));
  report(withFixes(problem, [fix]));
  return undefined;
}

/** Reports that a value is of the right type but not allowed. */
export function reportWrongValue(
  node: SpecNode,
  place: Place,
  report: Report,
  type: Pick<ValueType<unknown>, 'description'>,
  advice = '',
): undefined {
  report(errorAt(node.range, 'spec.wrong-value', mustBe(node, place, type, advice)));
  return undefined;
}

/** Advice on this very value says more than an example. */
function mustBe(
  node: SpecNode,
  place: Place,
  type: Pick<ValueType<unknown>, 'description'>,
  advice: string,
): string {
  const example = advice === '' ? suchAs(place.example, type) : '';
  const must = `${capitalize(place.name)} must be ${type.description}${example}`;
  return `${must}, but it is ${describeNode(node)}${advice}`;
}

/** An example for the end of a description, unless the description says it already. */
export function suchAs(
  example: string | undefined,
  { description }: Pick<ValueType<unknown>, 'description'>,
): string {
  return example === undefined || description.includes(example) ? '' : `, such as ${example}`;
}

/** A value in words, for messages: `the text "many"`, `a list`, `0`. */
export function describeNode(node: SpecNode): string {
  switch (node.kind) {
    case 'list':
      return node.items.length === 0 ? 'an empty list' : 'a list';
    case 'mapping':
      return node.entries.length === 0
        ? 'an empty mapping'
        : `a mapping with the key "${firstKey(node)}"`;
    case 'scalar':
      return typeof node.value === 'string'
        ? `the text "${shorten(node.value)}"`
        : node.text || 'nothing';
  }
}

function firstKey(node: Extract<SpecNode, { kind: 'mapping' }>): string {
  return shorten(node.entries[0]?.key ?? '');
}

/** User values in messages stay on one line and short. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
