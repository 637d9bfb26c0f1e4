import { applyEdits } from '../../src/base/fix.ts';
import { analyzeCellFile } from '../../src/compile/analyzeCellFile.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import type { Location } from '../../src/language/location.ts';
import type { FileEdit } from '../../src/language/provideRename.ts';
import type { IndexedFile, Workspace } from '../../src/language/workspace.ts';
import type { Analysis } from '../../src/resolve/analysis.ts';
import type { DataSource, SourceFile } from '../../src/resolve/dataSource.ts';
import { cellNameOf, isCellFile } from '../../src/spec/parseSpec.ts';
import { annotate, withoutMarks } from './annotate.ts';

/** The files of a case, and the place that is asked about. */
export interface FixtureFiles {
  readonly workspace: Workspace;
  /** The file that is asked about. */
  readonly file: Analysis & IndexedFile;
  readonly offset: number;
  /** What stands above the files. */
  readonly head: string;
  /** The case with what is said of places in its files; of places in others a line at the end. */
  mark(marks: readonly FileMark[]): string;
  /** The case with what its files become, as far as they change, after lines `>>> name`. */
  change(edits: readonly FileEdit[]): string;
  /** The texts that change. */
  apply(edits: readonly FileEdit[]): readonly string[];
}

/** A stretch of a file and what is said of it. */
export interface FileMark extends Location {
  readonly label: string;
}

/** Reads a case: files start with lines `--- name`, and a line `#  ^ cursor` is below the place. */
export function readFixtureFiles(fixture: string): FixtureFiles {
  const [before = ''] = fixture.split(/^>>> /m);
  const [head = '', ...parts] = before.split(/^--- (.+)\n/m);
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
  const mark = (marks: readonly FileMark[]) => {
    const cursor = { path, range: { start: offset, end: offset }, label: 'cursor' };
    const inside = marks.flatMap(({ span, ...one }) => {
      const text = texts.get(one.path);
      return text === undefined ? [] : [{ ...one, range: rangeOf(text, span) }];
    });
    const all = asked ? [cursor, ...inside] : inside;
    const outside = marks.filter((one) => !texts.has(one.path));
    return [
      head,
      ...[...texts].map(([name, text]) => {
        const own = all.filter((one) => one.path === name);
        return `--- ${name.slice(1)}\n${annotate(text, own)}`;
      }),
      ...outside.map((one) => `--> ${one.label} in ${one.path}, line ${one.span.start.line + 1}\n`),
    ].join('');
  };
  const changed = (edits: readonly FileEdit[]) =>
    [...texts].flatMap(([name, text]) => {
      const own = edits
        .filter((edit) => edit.path === name)
        .map(({ span, newText }) => ({ range: rangeOf(text, span), newText }));
      return own.length === 0 ? [] : [{ name, text: applyEdits(text, own) }];
    });
  return {
    head,
    workspace: { files: new Map(files), libraryFile: (name) => `/library/${name}.cell.yaml` },
    file: { ...(analyses.get(path) ?? analyze(path, '', source)), path },
    offset,
    mark,
    change: (edits) =>
      mark([]) +
      changed(edits)
        .map(({ name, text }) => `>>> ${name.slice(1)}\n${text}`)
        .join(''),
    apply: (edits) => changed(edits).map(({ text }) => text),
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
