import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { IndexedFile, Workspace } from '../language/workspace.ts';
import type { DataSource, SourceFile } from '../resolve/dataSource.ts';
import { cellNameOf, isCellFile, parseCellFile } from '../spec/parseSpec.ts';
import { parseTree } from '../spec/parseTree.ts';
import { createSpecDocument, type SpecDocument } from '../spec/specDocument.ts';
import type { FileCache } from './fileCache.ts';
import { nameOfUri } from './fileOfUri.ts';

/** The specs and the files of cells of a workspace, read when they are asked for. */
export interface WorkspaceFiles {
  /** All files with their newest texts, those that are open as the editor has them. */
  read(): Promise<Workspace>;
  /** Looks at the folders again before the next answer: something on the disk is another one now. */
  refresh(): void;
}

/** Where the files come from. */
export interface WorkspaceSources {
  /** The folders that are open in the editor. */
  readonly folders: () => Promise<readonly string[]>;
  readonly openDocuments: () => readonly OpenText[];
  /** For files that are no specs and no files of cells. */
  readonly files: FileCache;
  /** The folder with the files of the library's cells. */
  readonly library: string;
}

interface OpenText {
  readonly uri: string;
  getText(): string;
}

/** Milliseconds for which the files of the folders are taken to be the same. */
const freshness = 2000;

/** Folders that are looked into, and files that are read, of one workspace. */
const mostFolders = 20_000;
const mostFiles = 2000;

/** Bytes of the longest file that is read; longer ones are no specs. */
const longestFile = 1_000_000;

/** The text of a file; another object for another text. */
interface Text {
  readonly text: string;
}

/** A text on the disk, and what tells it from others of the same file. */
interface SavedText extends Text {
  readonly stamp: string;
}

/** An answer and what it was made of. */
interface Answer {
  readonly texts: ReadonlyMap<string, Text>;
  /** How often files that are no specs and no files of cells had changed. */
  readonly revision: number;
  readonly workspace: Workspace;
}

/** Reads the files of a workspace; each time only those that have changed. */
export function createWorkspaceFiles(sources: WorkspaceSources): WorkspaceFiles {
  let saved: Promise<ReadonlyMap<string, SavedText>> = Promise.resolve(new Map());
  let savedAt = Number.NEGATIVE_INFINITY;
  let last: Answer | undefined;
  return {
    read: async () => {
      if (Date.now() - savedAt > freshness) {
        savedAt = Date.now();
        saved = readAgain(sources, saved);
      }
      const texts = new Map<string, Text>([
        ...(await saved),
        ...openTexts(sources.openDocuments()),
      ]);
      const revision = sources.files.revision();
      if (last?.revision !== revision || !isSame(last.texts, texts)) {
        last = { texts, revision, workspace: await workspaceOf(texts, sources) };
      }
      return last.workspace;
    },
    refresh: () => {
      savedAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A file that is opened anew counts its versions anew: only the text tells. */
function isSame(a: ReadonlyMap<string, Text>, b: ReadonlyMap<string, Text>): boolean {
  return a.size === b.size && [...b].every(([file, { text }]) => a.get(file)?.text === text);
}

async function readAgain(
  sources: WorkspaceSources,
  saved: Promise<ReadonlyMap<string, SavedText>>,
): Promise<ReadonlyMap<string, SavedText>> {
  const before = await saved.catch(() => new Map<string, SavedText>());
  return readFolders(await sources.folders(), before);
}

async function workspaceOf(
  texts: ReadonlyMap<string, Text>,
  { files, library }: WorkspaceSources,
): Promise<Workspace> {
  const read = new Map(
    [...texts].map(([file, { text }]): [string, SourceFile] => [
      file,
      { kind: 'text', path: file, text },
    ]),
  );
  const sourceFor = (specFile: string): DataSource => ({
    read: (file) =>
      read.get(path.resolve(path.dirname(specFile), file)) ?? files.sourceFor(specFile).read(file),
  });
  const indexed = new Map<string, IndexedFile>();
  for (const [file, text] of texts) {
    // Names of one file depend on the others, so what was found out about it is not to be kept.
    const document = { ...documentOf(file, text) };
    indexed.set(file, { path: file, document, source: sourceFor(file) });
    // Whoever types meanwhile is answered between two files.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { files: indexed, libraryFile: (name) => path.join(library, `${name}.cell.yaml`) };
}

/** Only a memory of a pure function; a text is of one file. */
const documents = new WeakMap<Text, SpecDocument>();

function documentOf(file: string, saved: Text): SpecDocument {
  const { text } = saved;
  const known =
    documents.get(saved) ??
    (isCellFile(file)
      ? parseCellFile(text, cellNameOf(file)).value.document
      : createSpecDocument(text, parseTree(text).value, undefined));
  documents.set(saved, known);
  return known;
}

function openTexts(documents: readonly OpenText[]): readonly (readonly [string, Text])[] {
  return documents.map((document) => [nameOfUri(document.uri), { text: document.getText() }]);
}

async function readFolders(
  folders: readonly string[],
  before: ReadonlyMap<string, SavedText>,
): Promise<ReadonlyMap<string, SavedText>> {
  const found = (await listFiles(folders)).slice(0, mostFiles);
  const texts = await Promise.all(
    found.map(async (file) => [file, await readText(file, before.get(file))] as const),
  );
  return new Map(texts.flatMap(([file, text]) => (text ? [[file, text] as const] : [])));
}

/** Specs and files of cells under folders, but not where programs keep their own. */
async function listFiles(folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const open = [...folders];
  for (let looked = 0; looked < mostFolders; looked++) {
    const folder = open.shift();
    if (folder === undefined) {
      break;
    }
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const isHidden = entry.name.startsWith('.') || entry.name === 'node_modules';
      if (entry.isDirectory() && !isHidden) {
        open.push(path.join(folder, entry.name));
      } else if (/\.(?:rnn|cell)\.ya?ml$/.test(entry.name)) {
        found.push(path.join(folder, entry.name));
      }
    }
  }
  return found;
}

async function readText(
  file: string,
  before: SavedText | undefined,
): Promise<SavedText | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    const stamp = `${mtimeMs} ${size}`;
    if (before?.stamp === stamp || size > longestFile) {
      return before?.stamp === stamp ? before : undefined;
    }
    return { stamp, text: await readFile(file, 'utf8') };
  } catch {
    // It is gone, or not to be read: then it names nothing that could be found.
    return undefined;
  }
}
