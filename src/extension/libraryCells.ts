import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** The scheme of addresses such as `rnn-cell:/lstm.cell.yaml`. */
export const libraryScheme = 'rnn-cell';

/**
 * Shows the files of the library's cells under addresses of their own, where nobody can change them.
 * `folder` is where they are on the disk.
 */
export function showLibraryCells(folder: string): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(libraryScheme, {
    provideTextDocumentContent: (uri) =>
      readFile(path.join(folder, path.basename(uri.path)), 'utf8'),
  });
}

/** Between the addresses that the editor shows and the files that the language server knows. */
export function libraryUris(folder: string) {
  const home = vscode.Uri.file(folder);
  return {
    code2Protocol: (uri: vscode.Uri) =>
      (uri.scheme === libraryScheme ? vscode.Uri.joinPath(home, uri.path) : uri).toString(),
    protocol2Code: (text: string) => {
      const uri = vscode.Uri.parse(text);
      const isOurs = uri.scheme === 'file' && path.dirname(uri.fsPath) === home.fsPath;
      const name = path.basename(uri.path);
      return isOurs ? vscode.Uri.from({ scheme: libraryScheme, path: `/${name}` }) : uri;
    },
  };
}
