import { libraryTexts } from '../cells/library.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { noDataSource, type SourceFile } from '../resolve/dataSource.ts';
import { parseCellFile } from '../spec/parseSpec.ts';
import type { IndexedCell } from './symbols/occurrence.ts';

/** A file with names in it: a spec, or a file that holds one cell. */
export interface IndexedFile extends Pick<Analysis, 'document' | 'source'> {
  /** The full path, or what else tells a file from others that was never saved. */
  readonly path: string;
}

/** What features about several files may ask for. */
export interface Workspace {
  /** By path: all specs and files of cells, with their newest texts. */
  readonly files: ReadonlyMap<string, IndexedFile>;
  /** The path of the file of a cell of the library. */
  libraryFile(name: string): string;
}

/** The file that holds the equations of a cell, and the name that the cell has there. */
export interface CellHome {
  readonly file: IndexedFile;
  readonly name: string;
}

/** Where the equations of a cell are that `file` defines or uses; `undefined` where there are none. */
export function homeOf(
  cell: IndexedCell,
  file: IndexedFile,
  workspace: Workspace,
): CellHome | undefined {
  switch (cell.home?.kind) {
    case 'here':
      return { file, name: cell.name };
    case 'file': {
      const home = workspace.files.get(cell.home.file.path) ?? readHome(cell.home.file, cell.name);
      return home && { file: home, name: home.document.rootPath[1] ?? cell.name };
    }
    case 'library': {
      const path = workspace.libraryFile(cell.name);
      return { file: { ...libraryFile(cell.name), path }, name: cell.name };
    }
    default:
      return undefined;
  }
}

/** What tells the cells of a workspace apart, whatever files call them. */
export function cellKey(cell: IndexedCell, file: IndexedFile, workspace: Workspace): string {
  const home = homeOf(cell, file, workspace);
  return home ? `${home.name} in ${home.file.path}` : `${cell.name} nowhere in ${file.path}`;
}

/** Only a memory of a pure function, as the index of a document is remembered with it. */
const homes = new WeakMap<SourceFile, IndexedFile>();

function readHome(file: SourceFile, name: string): IndexedFile | undefined {
  if (file.kind !== 'text') {
    return undefined;
  }
  const known = homes.get(file) ?? {
    path: file.path,
    document: parseCellFile(file.text, name).value.document,
    source: noDataSource,
  };
  homes.set(file, known);
  return known;
}

const library = new Map<string, Omit<IndexedFile, 'path'>>();

function libraryFile(name: string): Omit<IndexedFile, 'path'> {
  const text = libraryTexts[name] ?? '';
  const known = library.get(name) ?? {
    document: parseCellFile(text, name).value.document,
    source: noDataSource,
  };
  library.set(name, known);
  return known;
}
