import { analyzeCellFile } from '../../src/compile/analyzeCellFile.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import type { Location } from '../../src/language/location.ts';
import type { Workspace } from '../../src/language/workspace.ts';
import type { Analysis } from '../../src/resolve/analysis.ts';
import type { DataSource, SourceFile } from '../../src/resolve/dataSource.ts';
import { cellNameOf, isCellFile } from '../../src/spec/parseSpec.ts';
import { annotate, withoutMarks } from './annotate.ts';

/** The files of a case, and the place that is asked about. */
export interface FixtureFiles {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly path: string;
  readonly offset: number;
  /** The case with what is said of places in its files; of places in others a line at the end. */
  mark(marks: readonly FileMark[]): string;
}

/** A stretch of a file and what is said of it. */
export interface FileMark extends Location {
  readonly label: string;
}

/** Reads a case: files start with lines `--- name`, and a line `#  ^ cursor` is below the place. */
export function readFixtureFiles(fixture: string): FixtureFiles {
  const [, ...parts] = fixture.split(/^--- (.+)\n/m);
  const marked = parts.flatMap((name, index) =>
    index % 2 === 0 ? [{ path: `/${name}`, text: parts[index + 1] ?? '' }] : [],
  );
  const texts = new Map(marked.map(({ path, text }) => [path, withoutMarks(text)]));
  const source = sourceOf(texts);
  const analyses = new Map([...texts].map(([path, text]) => [path, analyze(path, text, source)]));
  const [asked] = marked.flatMap(({ path, text }) => {
    const cursor = cursorOf(text);
    return cursor === undefined ? [] : [{ path, offset: cursor }];
  });
  const { path, offset } = asked ?? { path: marked[0]?.path ?? '', offset: 0 };
  const files = [...analyses].map(
    ([name, analysis]) => [name, { ...analysis, path: name }] as const,
  );
  return {
    workspace: { files: new Map(files), libraryFile: (name) => `/library/${name}.cell.yaml` },
    analysis: analyses.get(path) ?? analyze(path, '', source),
    path,
    offset,
    mark: (marks) => {
      const cursor = { path, range: { start: offset, end: offset }, label: 'cursor' };
      const inside = marks.flatMap(({ span, ...mark }) => {
        const text = texts.get(mark.path);
        return text === undefined ? [] : [{ ...mark, range: rangeOf(text, span) }];
      });
      const all = asked ? [cursor, ...inside] : inside;
      const outside = marks.filter((mark) => !texts.has(mark.path));
      return [
        ...[...texts].map(([name, text]) => {
          const own = all.filter((mark) => mark.path === name);
          return `--- ${name.slice(1)}\n${annotate(text, own)}`;
        }),
        ...outside.map(
          (one) => `--> ${one.label} in ${one.path}, line ${one.span.start.line + 1}\n`,
        ),
      ].join('');
    },
  };
}

function analyze(path: string, text: string, source: DataSource): Analysis {
  return isCellFile(path)
    ? analyzeCellFile(text, cellNameOf(path), source)
    : analyzeSpec(text, source);
}

/** Files in one folder; data files that are not in the case are missing. */
function sourceOf(texts: ReadonlyMap<string, string>): DataSource {
  const files = new Map(
    [...texts].map(([path, text]): [string, SourceFile] => [path, { kind: 'text', path, text }]),
  );
  return { read: (file) => files.get(`/${file}`) ?? { kind: 'missing', path: `/${file}` } };
}

/** The offset, in the text without marks, that a line `#   ^ cursor` is below. */
function cursorOf(marked: string): number | undefined {
  const [before = '', after] = marked.split(/^#? *\^ cursor$/m);
  if (after === undefined) {
    return undefined;
  }
  const lines = withoutMarks(before).trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  const column = /^#? *\^ cursor$/m.exec(marked)?.[0].indexOf('^') ?? 0;
  return lines.join('\n').length - last.length + column;
}

function rangeOf(text: string, { start, end }: Location['span']) {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offsetOf = ({ line, character }: typeof start) => (starts[line] ?? 0) + character;
  return { start: offsetOf(start), end: offsetOf(end) };
}
