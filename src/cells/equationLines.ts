import type { Range } from '../base/range.ts';
import { type Token, tokenize } from './tokens.ts';

/** A line `name = …`, whether or not the rest of it can be read. */
export interface EquationLine {
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
}

/** The lines of a text that assign a name. */
export function equationLines(text: string): readonly EquationLine[] {
  const lines: Token[][] = [[]];
  for (const token of tokenize(text)) {
    if (token.kind === 'line') {
      lines.push([]);
    } else if (token.kind !== 'end') {
      lines.at(-1)?.push(token);
    }
  }
  return lines.flatMap((tokens) => {
    const [name, sign] = tokens;
    const last = tokens.at(-1);
    return name?.kind === 'name' && sign?.text === '=' && last
      ? [
          {
            name: name.text,
            nameRange: name.range,
            range: { start: name.range.start, end: last.range.end },
          },
        ]
      : [];
  });
}
