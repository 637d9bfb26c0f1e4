/** A rule of a TextMate grammar, as far as ours uses them. */
export interface Rule {
  readonly include?: string;
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
}

export type Captures = Readonly<Record<string, Rule>>;

export interface Grammar {
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/** A stretch of a line with the names of all that it is inside of. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** An open `begin`: `close` is its `end` or `while`, with what `begin` captured put in. */
interface Open {
  readonly rule: Rule;
  readonly close: RegExp;
}

/**
 * Tokenizes a text by a grammar line by line, as editors do: among the patterns of the innermost open
 * rule the one wins that matches first from the left; a `while` is asked at the start of each line.
 */
export function tokenizeText(grammar: Grammar, text: string): readonly (readonly Token[])[] {
  let open: readonly Open[] = [];
  return text.split('\n').map((line) => {
    const reader = new LineReader(grammar, line);
    open = reader.read(open);
    return reader.tokens;
  });
}

class LineReader {
  readonly tokens: Token[] = [];
  readonly #grammar: Grammar;
  readonly #line: string;

  constructor(grammar: Grammar, line: string) {
    this.#grammar = grammar;
    this.#line = line;
  }

  /** Reads the line with these rules open; gives those that are open at its end. */
  read(before: readonly Open[]): readonly Open[] {
    let open: readonly Open[] = [];
    let at = 0;
    for (const one of before) {
      if (one.rule.while !== undefined) {
        const goesOn = find(one.close, this.#line, at);
        if (!goesOn) {
          break;
        }
        at = goesOn.index + goesOn[0].length;
      }
      open = [...open, one];
    }
    while (at <= this.#line.length) {
      const step = this.#step(open, at);
      if (!step) {
        this.#push(at, this.#line.length, scopesOf(open));
        break;
      }
      open = step.open;
      at = step.at;
    }
    return open;
  }

  #step(open: readonly Open[], from: number) {
    const inner = open.at(-1);
    const end = inner?.rule.end === undefined ? undefined : find(inner.close, this.#line, from);
    let best: { readonly rule: Rule; readonly match: RegExpExecArray } | undefined;
    for (const rule of this.#flatten(inner?.rule.patterns ?? this.#grammar.patterns)) {
      const match = find(new RegExp(rule.match ?? rule.begin ?? '', 'dg'), this.#line, from);
      if (match && match.index < (best?.match.index ?? Infinity)) {
        best = { rule, match };
      }
    }
    if (inner && end && end.index <= (best?.match.index ?? Infinity)) {
      this.#push(from, end.index, scopesOf(open));
      const outside = open.slice(0, -1);
      this.#pushCaptures(end, inner.rule.endCaptures, [...scopesOf(outside), ...named(inner.rule)]);
      return { open: outside, at: end.index + end[0].length };
    }
    if (!best) {
      return undefined;
    }
    const { rule, match } = best;
    this.#push(from, match.index, scopesOf(open));
    const captures = rule.match === undefined ? rule.beginCaptures : rule.captures;
    this.#pushCaptures(match, captures, [...scopesOf(open), ...named(rule)]);
    const at = match.index + match[0].length;
    if (rule.match !== undefined) {
      return { open, at };
    }
    const close = (rule.end ?? rule.while ?? '').replace(/\\(\d)/g, (_, group) =>
      (match[Number(group)] ?? '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
    );
    return { open: [...open, { rule, close: new RegExp(close, 'dg') }], at };
  }

  /** Groups with names or patterns of their own, and what is between them. */
  #pushCaptures(match: RegExpExecArray, captures: Captures = {}, scopes: readonly string[]): void {
    let at = match.index;
    const groups = match.indices ?? [];
    for (const [index, group] of groups.entries()) {
      const rule = captures[index];
      if (!rule || !group) {
        continue;
      }
      const [start, end] = group;
      this.#push(at, start, scopes);
      const inside = [...scopes, ...named(rule)];
      if (rule.patterns) {
        const reader = new LineReader(
          { ...this.#grammar, patterns: rule.patterns },
          // What is before a group can be looked back at, what is behind it cannot be seen.
          this.#line.slice(0, end),
        );
        reader.#readFrom(start);
        this.tokens.push(
          ...reader.tokens.map((token) => ({ ...token, scopes: [...inside, ...token.scopes] })),
        );
      } else {
        this.#push(start, end, inside);
      }
      at = end;
    }
    this.#push(at, match.index + match[0].length, scopes);
  }

  #readFrom(start: number): void {
    for (let at = start; at < this.#line.length; ) {
      const step = this.#step([], at);
      if (!step) {
        this.#push(at, this.#line.length, []);
        return;
      }
      at = step.at;
    }
  }

  #push(start: number, end: number, scopes: readonly string[]): void {
    if (this.#line.slice(start, end).trim() !== '') {
      this.tokens.push({ text: this.#line.slice(start, end).trim(), scopes });
    }
  }

  /** Rules that match something, with those that are included in their place. */
  #flatten(rules: readonly Rule[]): readonly Rule[] {
    return rules.flatMap((rule): readonly Rule[] => {
      const included =
        rule.include === undefined ? rule : this.#grammar.repository[rule.include.slice(1)];
      if (!included) {
        throw new Error(`The grammar has no rule "${rule.include}"`);
      }
      return included.match === undefined && included.begin === undefined
        ? this.#flatten(included.patterns ?? [])
        : [included];
    });
  }
}

function named({ name }: Rule): readonly string[] {
  return name === undefined ? [] : [name];
}

function scopesOf(open: readonly Open[]): readonly string[] {
  return open.flatMap(({ rule: { name, contentName } }) =>
    [name, contentName].filter((it) => it !== undefined),
  );
}

function find(pattern: RegExp, line: string, from: number): RegExpExecArray | undefined {
  pattern.lastIndex = from;
  return pattern.exec(line) ?? undefined;
}
