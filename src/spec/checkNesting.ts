import { Lexer } from 'yaml';
import { errorAt, type Problem } from '../base/problem.ts';

/** Levels of nesting and columns of indentation that a spec may have; a sensible one has ten. */
const deepest = 200;

/**
 * Refuses texts that are nested so deeply that reading them as YAML would use up the stack. Works
 * on the tokens, one after the other, so its own depth is constant.
 */
export function checkNesting(text: string): Problem | undefined {
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  let indentation = 0;
  let atLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') {
      brackets += 1;
    } else if (token === ']' || token === '}') {
      brackets = Math.max(0, brackets - 1);
    } else if (token === '-' || token === '?' || token === ':') {
      indicators += 1;
    }
    if (atLineStart) {
      indentation = /^ +$/.test(token) ? token.length : 0;
    }
    if (brackets + indicators + indentation > deepest) {
      const range = { start: offset, end: offset + 1 };
      return errorAt(
        range,
        'yaml.syntax',
        `Values are nested more than ${deepest} levels deep: flatten them`,
      );
    }
    atLineStart = token.endsWith('\n') || token.endsWith('\r');
    indicators = atLineStart ? 0 : indicators;
    offset += controlTokens.has(token) ? 0 : token.length;
  }
  return undefined;
}

/** Tokens of the lexer that stand for no characters of the text. */
const controlTokens: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
