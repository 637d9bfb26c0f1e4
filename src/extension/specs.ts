import { realpathSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** The language of spec files, as `package.json` declares it. */
export const specLanguage = 'rnn-spec';

/** The language of files that hold one cell, as `package.json` declares it. */
export const cellLanguage = 'rnn-cell';

/** All spec files of a workspace. */
export const specFiles = '**/*.rnn.{yaml,yml}';

const specEnding = /\.rnn\.ya?ml$/;

/**
 * The spec that a command is about: the file it was called on (a CodeLens gives an address as
 * text), otherwise that of the active panel or the one in the active editor, otherwise one that the
 * person picks.
 */
export async function findSpec(
  argument: unknown,
  specOfActivePanel: () => Promise<string | undefined>,
): Promise<vscode.Uri | undefined> {
  if (argument instanceof vscode.Uri) {
    return argument;
  }
  if (typeof argument === 'string') {
    return vscode.Uri.parse(argument);
  }
  const shown = await specOfActivePanel();
  if (shown !== undefined) {
    return vscode.Uri.file(shown);
  }
  const active = vscode.window.activeTextEditor?.document;
  return active?.languageId === specLanguage ? active.uri : pickSpec();
}

/** Whether the spec is a file; one that was never saved is refused with a sentence. */
export function isSaved(spec: vscode.Uri): boolean {
  if (spec.scheme !== 'untitled') {
    return true;
  }
  void vscode.window.showWarningMessage(
    `"${spec.path}" is not saved yet: save it as a file "*.rnn.yaml" first, as the paths of its data start from there`,
  );
  return false;
}

/** Whether a path is that of a spec file, by its name. */
export function isSpecFile(file: string): boolean {
  return specEnding.test(file);
}

/** `airline` of `…/airline.rnn.yaml`. */
export function specName(spec: string): string {
  return path.basename(spec).replace(specEnding, '');
}

/** One name for one file, whatever links lead to it. */
export function specKey(spec: string): string {
  try {
    return realpathSync(spec);
  } catch {
    return spec;
  }
}

/** The folder whose `.rnn` gets the runs of a spec: its workspace folder, otherwise its own. */
export function runHome(spec: string): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(spec));
  return folder?.uri.fsPath ?? path.dirname(spec);
}

/** Where runs of a spec may be: every folder from its own up to its workspace folder. */
export function runHomes(spec: string): readonly string[] {
  const top = runHome(spec);
  const homes: string[] = [];
  for (let folder = path.dirname(spec); ; folder = path.dirname(folder)) {
    homes.push(folder);
    if (folder === top || folder === path.dirname(folder)) {
      return homes.includes(top) ? homes : [...homes, top];
    }
  }
}

/** Writes an unsaved spec to disk, so that what is trained is what is seen. */
export async function saveSpec(spec: vscode.Uri): Promise<boolean> {
  const document = vscode.workspace.textDocuments.find(
    (each) => each.uri.toString() === spec.toString(),
  );
  return document?.isDirty ? document.save() : true;
}

async function pickSpec(): Promise<vscode.Uri | undefined> {
  const specs = await vscode.workspace.findFiles(specFiles, '**/node_modules/**', 200);
  if (specs.length === 0) {
    await vscode.window.showErrorMessage(
      'There is no spec (a file "*.rnn.yaml") in this workspace: make one with the command "RNN: New Spec from Example"',
    );
  }
  if (specs.length < 2) {
    return specs[0];
  }
  const picked = await vscode.window.showQuickPick(
    specs.map((uri) => ({
      label: specName(uri.fsPath),
      description: vscode.workspace.asRelativePath(uri),
      uri,
    })),
    { placeHolder: 'Which spec?' },
  );
  return picked?.uri;
}
