import type { CliIo, TextOutput } from './io.ts';

/** Ways to set text apart; without colours they change nothing. */
export interface Styles {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The styles of an output: colours on a terminal, unless `NO_COLOR` is set to something. */
export function stylesFor({ environment }: CliIo, output: TextOutput): Styles {
  const isPlain = !output.isTTY || Boolean(environment.NO_COLOR) || environment.TERM === 'dumb';
  const style = (code: number, end: number) => (text: string) =>
    isPlain ? text : `\x1b[${code}m${text}\x1b[${end}m`;
  return {
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
    yellow: style(33, 39),
    green: style(32, 39),
    cyan: style(36, 39),
  };
}
