import { capitalize } from '../../base/capitalize.ts';
import { errorAt } from '../../base/problem.ts';
import { isEmptyNode } from '../tree.ts';
import type { TextMeaning, ValueType } from '../valueType.ts';
import { reportWrongType } from './typeProblems.ts';

/**
 * Any text that is not empty; `what` names it (`the name of a column`). Numbers and words such as
 * `true` count as the characters that are written. `means` says what there is to choose from.
 */
export function textType(what: string, means?: TextMeaning): ValueType<string> {
  const any = anyTextType(what);
  return {
    ...any,
    shape: means ? { kind: 'text', means } : any.shape,
    decode: (node, place, report) => {
      if (node.kind === 'scalar' && !isEmptyNode(node) && node.text.trim() === '') {
        const message = capitalize(`${place.name} is empty: write ${what}`);
        report(errorAt(node.range, 'spec.missing-value', message));
        return undefined;
      }
      return any.decode(node, place, report);
    },
  };
}

/** As {@link textType}, but white space is a text as well. */
export function anyTextType(what: string): ValueType<string> {
  const type: ValueType<string> = {
    description: what,
    shape: { kind: 'text' },
    decode: (node, place, report) => {
      if (node.kind !== 'scalar' || isEmptyNode(node)) {
        return reportWrongType(node, place, report, type);
      }
      return { value: node.text };
    },
    encode: (value) => value,
  };
  return type;
}

/** The path of a file that ends in one of `endings`; `what` names it. */
export function fileType(what: string, ...endings: readonly string[]): ValueType<string> {
  return textType(what, { kind: 'file', endings });
}
