import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { provideDiagnostics } from '../language/provideDiagnostics.ts';
import { fileEndings } from '../spec/fileEndings.ts';
import { type Analyses, createAnalyses } from './analyses.ts';
import { answerCapabilities, answerFamilies } from './answers/answerFamilies.ts';
import type { ClientAbilities } from './answers/answerFamily.ts';
import { createFileCache } from './fileCache.ts';
import { fileOfUri } from './fileOfUri.ts';
import { type ProblemLinks, readProblemLinks } from './problemLinks.ts';
import { toDiagnostic } from './toProtocol.ts';
import { createWorkspaceFiles } from './workspaceFiles.ts';

/** Files that come with the server. */
export interface ServerFiles {
  /** The folder with the files of the library's cells. */
  readonly library: string;
  /** The page that explains the codes of problems. */
  readonly problems: string;
}

/** Milliseconds without typing after which problems are looked for. */
export const pause = 20;

/**
 * Answers a client over a connection until it closes. Every request reads the newest text.
 */
export function startServer(connection: Connection, { library, problems }: ServerFiles): void {
  const links = readProblemLinks(problems);
  const documents = new TextDocuments(TextDocument);
  // Problems are sent later only through `schedule`, so a superseded answer is never sent.
  const files = createFileCache((file) => {
    for (const uri of analyses.urisThatRead(file)) {
      schedule(uri);
    }
    for (const family of answerFamilies) {
      family.filesChanged?.(connection);
    }
  });
  const analyses = createAnalyses(documents, files);
  const timers = new Map<string, NodeJS.Timeout>();

  const schedule = (uri: string): void => {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        sendDiagnostics(connection, uri, { documents, analyses, links });
      }, pause),
    );
  };

  let askFolders: () => Promise<readonly string[]> = () => Promise.resolve([]);
  const workspaceFiles = createWorkspaceFiles({
    folders: () => askFolders(),
    openDocuments: () => documents.all(),
    files,
    library,
  });
  let watchesFiles = false;
  let client: ClientAbilities = {
    pictures: false,
    suggestsAgain: false,
    runsCommands: false,
    snippets: false,
    createsFiles: false,
  };
  connection.onInitialize((params) => {
    client = abilitiesOf(params);
    watchesFiles = canWatchFiles(params);
    askFolders = () => openFolders(connection, params);
    return initialized;
  });
  connection.onInitialized(() => {
    if (watchesFiles) {
      const watchers = [{ globPattern: watchedFiles() }];
      // Whoever refuses is told of changed files with the next change of the text.
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch(() => {});
    }
  });
  const lookAgain = (uris: readonly string[]): void => {
    workspaceFiles.refresh();
    for (const file of uris.flatMap((uri) => fileOfUri(uri) ?? [])) {
      files.refresh(file);
    }
  };
  connection.onDidChangeWatchedFiles(({ changes }) => lookAgain(changes.map(({ uri }) => uri)));
  // There are clients that watch no files.
  documents.onDidSave(({ document }) => lookAgain([document.uri]));
  documents.onDidChangeContent(({ document }) => schedule(document.uri));
  documents.onDidClose(({ document }) => {
    clearTimeout(timers.get(document.uri));
    timers.delete(document.uri);
    analyses.forget(document.uri);
    files.keepOnly((file) => analyses.urisThatRead(file).length > 0);
    workspaceFiles.refresh();
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  for (const family of answerFamilies) {
    family.register(connection, { documents, analyses, workspaceFiles, client: () => client });
  }
  documents.listen(connection);
  connection.listen();
}

const initialized: InitializeResult = {
  capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, ...answerCapabilities() },
  serverInfo: { name: 'RNN Studio' },
};

function abilitiesOf({ initializationOptions, capabilities }: InitializeParams): ClientAbilities {
  const said = initializationOptions as Partial<ClientAbilities> | null | undefined;
  const { completionItem } = capabilities.textDocument?.completion ?? {};
  const { documentChanges, resourceOperations = [] } = capabilities.workspace?.workspaceEdit ?? {};
  return {
    pictures: said?.pictures === true,
    suggestsAgain: said?.suggestsAgain === true,
    runsCommands: said?.runsCommands === true,
    snippets: completionItem?.snippetSupport === true,
    createsFiles: documentChanges === true && resourceOperations.includes('create'),
  };
}

/** The newest folders where the client tells them, otherwise the one that it began with. */
async function openFolders(
  connection: Connection,
  { capabilities: { workspace }, rootUri }: InitializeParams,
): Promise<readonly string[]> {
  const asked = workspace?.workspaceFolders ? await connection.workspace.getWorkspaceFolders() : [];
  const uris = asked && asked.length > 0 ? asked.map(({ uri }) => uri) : [rootUri ?? ''];
  return uris.flatMap((uri) => fileOfUri(uri) ?? []);
}

/** Whatever a spec may name, and specs, which others share their cells with. */
function watchedFiles(): string {
  const endings = new Set(fileEndings().map((ending) => ending.replace(/^.*\./, '')));
  return `**/*.{${[...endings].join(',')}}`;
}

function canWatchFiles({ capabilities: client }: InitializeParams): boolean {
  return client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
}

function sendDiagnostics(
  connection: Connection,
  uri: string,
  {
    documents,
    analyses,
    links,
  }: {
    readonly documents: TextDocuments<TextDocument>;
    readonly analyses: Analyses;
    readonly links: ProblemLinks;
  },
): void {
  try {
    const analysis = analyses.of(uri);
    const version = documents.get(uri)?.version;
    if (analysis && version !== undefined) {
      const diagnostics = provideDiagnostics(analysis).map((one) =>
        toDiagnostic(one, uri, links.get(one.code)),
      );
      void connection.sendDiagnostics({ uri, version, diagnostics });
    }
  } catch (error) {
    // A mistake of ours, with nobody above: it must not end the server and all other features.
    const words = error instanceof Error ? error.stack : String(error);
    connection.console.error(`The problems of ${uri} could not be found: ${words}`);
  }
}
