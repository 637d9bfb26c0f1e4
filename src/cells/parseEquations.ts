import { type Fix, fixOf } from '../base/fix.ts';
import {
  errorAt,
  type Problem,
  type ProblemCode,
  type Staged,
  withFixes,
} from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import { suggestedFix, suggestionFor } from '../base/suggestion.ts';
import type { BinaryOperator, Expression } from './cell.ts';
import { cellFunctions, functionNames } from './functions.ts';
import { type Token, tokenize } from './tokens.ts';

/** One line `name = expression` as it stands in the text. */
export interface Equation {
  readonly name: string;
  readonly nameRange: Range;
  readonly expression: Expression;
  readonly range: Range;
}

/** How deep brackets may be nested; far beyond any cell, and safe for the stack. */
const deepest = 200;

/** How many operands may stand in one chain of operators, for the same reason. */
const longestChain = 1000;

/** The equations of a text. A line that cannot be read is a problem and is left out. */
export function parseEquations(text: string): Staged<readonly Equation[]> {
  const reader = new Reader(tokenize(text));
  const equations: Equation[] = [];
  const problems: Problem[] = [];
  while (reader.peek().kind !== 'end') {
    if (reader.peek().kind === 'line') {
      reader.take();
      continue;
    }
    try {
      equations.push(parseEquation(reader));
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) {
        throw error;
      }
      problems.push(error.problem);
      reader.skipLine();
    }
  }
  return { value: equations, problems };
}

/** Leaves one equation; never leaves this file. */
class SyntaxProblem extends Error {
  readonly problem: Problem;

  constructor(
    range: Range,
    message: string,
    {
      code = 'cell.syntax',
      fix,
    }: { readonly code?: ProblemCode; readonly fix?: Fix | undefined } = {},
  ) {
    super(message);
    this.problem = withFixes(errorAt(range, code, message), [fix]);
  }
}

/** The tokens with a place among them. */
class Reader {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#index] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.#index += token.kind === 'end' ? 0 : 1;
    return token;
  }

  /** Takes the sign when it is next. */
  maybe(text: string): Token | undefined {
    return !this.atLineEnd() && this.peek().text === text ? this.take() : undefined;
  }

  expect(text: string, after: string): Token {
    const found = this.maybe(text);
    if (!found) {
      throw new SyntaxProblem(
        this.peek().range,
        `Expected "${text}" ${after}, found ${nameOf(this.peek())}`,
      );
    }
    return found;
  }

  /** Takes the end of the bracket `open`; `what` names it in a problem: `the call of "tanh"`. */
  close(open: Token, what: string): Token {
    if (this.atLineEnd()) {
      throw new SyntaxProblem(open.range, `"(" is not closed: add ")" to end ${what}`);
    }
    return this.expect(')', `to close ${what}`);
  }

  atLineEnd(): boolean {
    return this.peek().kind === 'line' || this.peek().kind === 'end';
  }

  skipLine(): void {
    while (!this.atLineEnd()) {
      this.take();
    }
  }

  nested<T>(parse: () => T): T {
    if (this.#depth >= deepest) {
      throw new SyntaxProblem(this.peek().range, 'The equation is nested too deeply');
    }
    this.#depth++;
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }
}

function parseEquation(reader: Reader): Equation {
  const name = reader.take();
  if (name.kind !== 'name') {
    throw new SyntaxProblem(
      name.range,
      `Expected a name at the start of an equation, as in "h = …", found ${nameOf(name)}`,
    );
  }
  reader.expect('=', `after "${name.text}"`);
  const expression = parseSum(reader);
  const next = reader.peek();
  if (next.kind !== 'line' && next.kind !== 'end') {
    throw new SyntaxProblem(
      next.range,
      `Expected an operator or the end of the equation, found ${nameOf(next)}`,
    );
  }
  const range = { start: name.range.start, end: expression.range.end };
  return { name: name.text, nameRange: name.range, expression, range };
}

function parseSum(reader: Reader): Expression {
  return parseChain(reader, ['+', '-'], parseProduct);
}

function parseProduct(reader: Reader): Expression {
  return parseChain(reader, ['@', '*', '/'], parseFactor);
}

/** Operators of one precedence, grouped from the left. */
function parseChain(
  reader: Reader,
  operators: readonly BinaryOperator[],
  parseOperand: (reader: Reader) => Expression,
): Expression {
  let left = parseOperand(reader);
  for (let operands = 1; ; operands++) {
    const operator = operators.find((candidate) => reader.maybe(candidate));
    if (operator === undefined) {
      return left;
    }
    if (operands >= longestChain) {
      throw new SyntaxProblem(
        reader.peek().range,
        `The equation joins more than ${longestChain} values: split it into several equations`,
      );
    }
    const right = parseOperand(reader);
    const range = { start: left.range.start, end: right.range.end };
    left = { kind: 'binary', operator, left, right, range };
  }
}

function parseFactor(reader: Reader): Expression {
  const minus = reader.maybe('-');
  if (minus) {
    const operand = reader.nested(() => parseFactor(reader));
    const range = { start: minus.range.start, end: operand.range.end };
    return { kind: 'negate', operand, range };
  }
  // The end of a line stays, so that the next equation is read from its start.
  const token = reader.atLineEnd() ? reader.peek() : reader.take();
  if (token.kind === 'number') {
    return { kind: 'number', value: numberOf(token), range: token.range };
  }
  if (token.kind === 'name') {
    return parseName(reader, token);
  }
  if (token.text === '(') {
    const inner = reader.nested(() => parseSum(reader));
    const close = reader.close(token, 'the bracket');
    return { ...inner, range: { start: token.range.start, end: close.range.end } };
  }
  throw new SyntaxProblem(token.range, `Expected a name, a number or "(", found ${nameOf(token)}`);
}

/** Everything is computed in float32, so a number must be one. */
function numberOf({ text, range }: Token): number {
  const value = Number(text);
  if (!Number.isFinite(Math.fround(value))) {
    throw new SyntaxProblem(
      range,
      `"${text}" is too large for the 32-bit numbers that cells compute with: use a number below 3.4e38`,
    );
  }
  return value;
}

/** A call, a value of the step before, or a plain name. */
function parseName(reader: Reader, token: Token): Expression {
  const open = reader.maybe('(');
  if (open) {
    return parseCall(reader, token, open);
  }
  if (reader.maybe('[')) {
    const end = parsePrevious(reader, token);
    const range = { start: token.range.start, end: end.range.end };
    return { kind: 'previous', name: token.text, range };
  }
  return { kind: 'name', name: token.text, range: token.range };
}

function parseCall(reader: Reader, token: Token, open: Token): Expression {
  const values: Expression[] = [];
  do {
    values.push(reader.nested(() => parseSum(reader)));
  } while (reader.maybe(','));
  const close = reader.close(open, `the call of "${token.text}"`);
  const range = { start: token.range.start, end: close.range.end };
  const name = functionNames.find((known) => known === token.text);
  if (name === undefined) {
    const hint = suggestionFor(token.text, functionNames);
    const message = `Unknown function "${token.text}"${hint}`;
    const fix = suggestedFix(token.text, functionNames, token.range);
    throw new SyntaxProblem(token.range, message, { code: 'cell.unknown-function', fix });
  }
  const { least, most } = cellFunctions[name];
  if (values.length < least || values.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    const noun = most === 1 ? 'argument' : 'arguments';
    const message = `"${name}" takes ${wanted} ${noun}, but it gets ${values.length} here: separate arguments with ","`;
    throw new SyntaxProblem(range, message, { code: 'cell.wrong-arguments' });
  }
  return { kind: 'call', function: name, arguments: values, range };
}

function parsePrevious(reader: Reader, name: Token): Token {
  const close =
    reader.maybe('t') && reader.maybe('-') && reader.maybe('1') ? reader.maybe(']') : undefined;
  if (!close) {
    const { start, end } = reader.peek().range;
    const range = { start: name.range.start, end: reader.atLineEnd() ? start : end };
    const previous = `${name.text}[t-1]`;
    throw new SyntaxProblem(range, `Only the step before can be read: write "${previous}"`, {
      fix: bracketEnd(reader, range, previous),
    });
  }
  return close;
}

/** The whole bracket, which ends at a "]" in the same line, is replaced; without one, nothing is. */
function bracketEnd(reader: Reader, { start }: Range, previous: string): Fix | undefined {
  while (!reader.atLineEnd()) {
    const { text, range } = reader.take();
    if (text === ']') {
      return fixOf(`Change to "${previous}"`, { start, end: range.end }, previous);
    }
    if (!/^(?:[-+0-9]+|t)$/.test(text)) {
      return undefined;
    }
  }
  return undefined;
}

function nameOf(token: Token): string {
  if (token.kind === 'end' || token.kind === 'line') {
    return 'the end of the line';
  }
  return `"${token.text}"`;
}
