import type { Range } from '../base/range.ts';
import type { SpecDocument } from '../spec/specDocument.ts';

/** A command above a line of a spec. */
export interface CodeLens {
  readonly range: Range;
  readonly title: string;
  /** A command of the extension; its one argument is the file's URI. */
  readonly command: 'rnn.train' | 'rnn.export';
}

/** What can be done with a spec, above its first key; nothing for a file without a model. */
export function provideCodeLenses({ tree, spec }: SpecDocument): readonly CodeLens[] {
  const first = tree?.kind === 'mapping' ? tree.entries[0] : undefined;
  if (!first || !spec) {
    return [];
  }
  const range = first.keyRange;
  return [
    { range, title: 'Train', command: 'rnn.train' },
    { range, title: 'Export', command: 'rnn.export' },
  ];
}
