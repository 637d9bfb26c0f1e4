import type { Range } from '../base/range.ts';
import type { SpecDocument } from '../spec/specDocument.ts';

/** A command above a line of a spec. */
export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  /** A command of the extension; its one argument is the file's URI. */
  readonly command: 'rnn.train' | 'rnn.inspectParameters' | 'rnn.export';
}

/**
 * What can be done with a spec, above its first key: also with one that has mistakes, so that the
 * text does not jump while somebody types. Nothing for a file without keys, or one that holds a cell.
 */
export function provideCodeLenses({
  text,
  rootPath,
}: Pick<SpecDocument, 'text' | 'rootPath'>): readonly CodeLens[] {
  const range = rootPath.length === 0 ? firstKey(text) : undefined;
  return range
    ? [
        { range, title: 'Train', command: 'rnn.train' },
        { range, title: 'Inspect parameters', command: 'rnn.inspectParameters' },
        { range, title: 'Export', command: 'rnn.export' },
      ]
    : [];
}

/** The first word that is no comment, found in the text, so that broken files have one, too. */
export function firstKey(text: string): Range | undefined {
  const found = /^\uFEFF?(?![#%]|---)([^\s:]+)/m.exec(text);
  const word = found?.[1] ?? '';
  const start = (found?.index ?? 0) + (found?.[0].length ?? 0) - word.length;
  return word === '' ? undefined : { start, end: start + word.length };
}
