import type { Parsed } from '../parsed.ts';
import { parseTable } from '../parseTable.ts';
import { findColumn, lineOfRow } from '../table.ts';
import { type TokenKind, tokenNames } from '../text/tokenize.ts';

/** A text as tokens, with its label. */
export interface LabelledText {
  readonly label: string;
  readonly tokens: readonly string[];
}

/** A file of labelled texts, with all tokens and labels that occur in it. */
export interface LabelledTexts {
  readonly texts: readonly LabelledText[];
  readonly tokens: ReadonlySet<string>;
  /** By their characters. */
  readonly classes: readonly string[];
}

/** Reads a table with the columns `label` and `text`. */
export function parseLabelledTexts(text: string, kind: TokenKind): Parsed<LabelledTexts> {
  const table = parseTable(text);
  if (table.kind === 'unreadable') {
    return table;
  }
  const [labels, cells] = ['label', 'text'].map((name) => findColumn(table.value, name)?.cells);
  if (!labels || !cells) {
    return {
      kind: 'unreadable',
      message: 'Its first line must name the columns "label" and "text"',
    };
  }
  const empty = cells.findIndex((cell, row) => cell === '' || labels[row] === '');
  if (empty >= 0) {
    return {
      kind: 'unreadable',
      message: `Line ${lineOfRow(table.value, empty)} must have both a label and a text`,
    };
  }
  const texts = cells.map((cell, row) => ({
    label: labels[row] as string,
    tokens: tokenNames(cell, kind),
  }));
  return {
    kind: 'read',
    value: {
      texts,
      tokens: new Set(texts.flatMap(({ tokens }) => tokens)),
      classes: [...new Set(labels)].sort(),
    },
  };
}
