import { errorAt, withFixes } from '../../base/problem.ts';
import { suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import type { ValueType } from '../valueType.ts';
import { listInWords } from './listInWords.ts';
import { reportWrongType } from './typeProblems.ts';

/** One of a few words; each comes with one sentence (without a full stop) of documentation. */
export function choiceType<Name extends string>(
  values: Readonly<Record<Name, string>>,
): ValueType<Name> {
  const names = Object.keys(values) as Name[];
  const type: ValueType<Name> = {
    description: listInWords(names.map((name) => `"${name}"`)),
    shape: { kind: 'choice', values },
    decode: (node, place, report) => {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        return reportWrongType(node, place, report, type);
      }
      const typed = node.value;
      const found = names.find((name) => name === typed);
      if (found === undefined) {
        const message = `Unknown value "${typed}" of ${place.name}${suggestionFor(typed, names)}`;
        const problem = errorAt(node.range, 'spec.wrong-value', message);
        report(withFixes(problem, [suggestedFix(typed, names, node.range)]));
        return undefined;
      }
      return { value: found };
    },
    encode: (value) => value,
  };
  return type;
}
