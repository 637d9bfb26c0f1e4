import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { namedFiles } from '../resolve/tasks/tasks.ts';
import { cellPath } from '../spec/parseSpec.ts';
import { ifRead } from '../spec/unread.ts';
import { withoutQuotes } from './symbols/nodes.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/** The name of a file in a spec, which leads there. */
export interface Link {
  readonly range: Range;
  /** The full path, where the spec itself has one. */
  readonly path: string;
}

/** The data files and the files of cells that a spec names, in the order of the file. */
export function provideLinks(analysis: Analysis): readonly Link[] {
  const { document, outline, source } = analysis;
  const { data } = outline.parts;
  const dataFiles = (data && ifRead(() => namedFiles(data))) ?? [];
  const cells = [...symbolIndex(analysis).cells.values()];
  const places = [
    ...dataFiles.map(({ path, file }) => ({ keys: path, path: source.read(file).path })),
    ...cells.flatMap(({ name, home }) =>
      home?.kind === 'file' ? [{ keys: cellPath(name, 'file'), path: home.file.path }] : [],
    ),
  ];
  const links = places.flatMap(({ keys, path }) => {
    const node = document.nodeAt(keys);
    const range = node && withoutQuotes(document.text, node.range);
    // A name in a block of several lines, or one with escapes, is no place to click on.
    const isPlain =
      node?.kind === 'scalar' && range && document.text.slice(range.start, range.end) === node.text;
    return isPlain ? [{ range, path }] : [];
  });
  return links.toSorted((a, b) => a.range.start - b.range.start);
}
