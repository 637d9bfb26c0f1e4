import type { Range } from '../base/range.ts';
import { remember } from '../base/remember.ts';
import { tokenize } from './tokens.ts';

/** A name in a text of equations, found from the tokens, so also in lines that cannot be read. */
export interface EquationName {
  readonly name: string;
  readonly range: Range;
  /** `h = …`, `tanh(…)`, `h[t-1]`, or anything else. */
  readonly use: 'assigned' | 'called' | 'previous' | 'read';
}

/** All names of a text of equations in their order, but for the `t` of `[t-1]`. */
export const equationNames = remember(findNames);

function findNames(text: string): readonly EquationName[] {
  const tokens = tokenize(text);
  return tokens.flatMap((token, index): EquationName[] => {
    if (token.kind !== 'name' || token.text === 't') {
      return [];
    }
    const isFirst = (tokens[index - 1]?.kind ?? 'line') === 'line';
    const next = tokens[index + 1]?.text ?? '';
    const use = isFirst && next === '=' ? 'assigned' : (usesBySign.get(next) ?? 'read');
    return [{ name: token.text, range: token.range, use }];
  });
}

const usesBySign: ReadonlyMap<string, EquationName['use']> = new Map([
  ['(', 'called'],
  ['[', 'previous'],
]);
