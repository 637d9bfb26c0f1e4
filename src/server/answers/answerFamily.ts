import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../../resolve/analysis.ts';
import type { Analyses } from '../analyses.ts';
import type { WorkspaceFiles } from '../workspaceFiles.ts';

/** One feature of the editor: what the server says that it can do, and how it does it. */
export interface AnswerFamily {
  readonly capabilities: ServerCapabilities;
  register(connection: Connection, context: AnswerContext): void;
  /** Called when a file that specs name has become known or has changed. */
  filesChanged?(connection: Connection): void;
}

/** What the client says of itself when it starts. */
export interface ClientAbilities {
  /** Whether it shows images in hovers; our extension says so in its `initializationOptions`. */
  readonly pictures: boolean;
  /** Whether a change may make a file. */
  readonly createsFiles: boolean;
  /** Whether it has VS Code's command to open the list of proposals again; our extension says so. */
  readonly suggestsAgain: boolean;
  /** Whether it has the commands of our extension, such as `rnn.train`; that says so. */
  readonly runsCommands: boolean;
  /** Whether what it inserts may have places to fill in. */
  readonly snippets: boolean;
}

/** What all answers are made of. */
export interface AnswerContext {
  /** Known from the client's first message on. */
  readonly client: () => ClientAbilities;
  /** The open files with their newest text. */
  readonly documents: { get(uri: string): TextDocument | undefined };
  readonly analyses: Analyses;
  /** All specs and files of cells, with their newest texts. */
  readonly workspaceFiles: WorkspaceFiles;
}

/** An open file that somebody asks about, and what is known about it. */
export interface AskedFile {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/** What a client gets to read that no longer wants the answer, or whose text is another one now. */
type Superseded = ResponseError<void>;

/**
 * Answers a request about an open file: `null` for a file that is not open. Lets the client withdraw
 * the question first, and change the text that its positions belong to: neither is worth any work.
 */
export async function answerFrom<T>(
  { documents, analyses }: Pick<AnswerContext, 'documents' | 'analyses'>,
  uri: string,
  token: CancellationToken,
  answer: (file: AskedFile) => T | Promise<T>,
): Promise<T | Superseded | null> {
  const version = documents.get(uri)?.version;
  // One turn of the loop to read what has arrived, one to take the next message.
  await turn();
  await turn();
  if (token.isCancellationRequested) {
    return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was withdrawn');
  }
  const document = documents.get(uri);
  if (document?.version !== version) {
    return changedMeanwhile();
  }
  const analysis = analyses.of(uri);
  if (!document || !analysis) {
    return null;
  }
  const answered = await answer({ document, analysis });
  return documents.get(uri)?.version === version ? answered : changedMeanwhile();
}

function changedMeanwhile(): Superseded {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed meanwhile');
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
