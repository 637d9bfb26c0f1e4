import path from 'node:path';
import * as vscode from 'vscode';

/** What is copied where to, when a person need not be asked. */
export interface NewSpecOptions {
  /** The name of an example's folder. */
  readonly example?: string;
  /** The folder that gets the copy. */
  readonly folder?: vscode.Uri;
}

/** Copies one of the examples to a place that the person picks, and opens its spec. */
export async function newSpec(
  examples: vscode.Uri,
  options: NewSpecOptions,
): Promise<vscode.Uri | undefined> {
  const example = options.example ?? (await pickExample(examples));
  const parent = example === undefined ? undefined : (options.folder ?? (await pickFolder()));
  if (example === undefined || parent === undefined) {
    return undefined;
  }
  const copy = await freeName(parent, example);
  const source = vscode.Uri.joinPath(examples, example);
  await vscode.workspace.fs.createDirectory(copy);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(source)) {
    // Runs of the example itself are not part of it.
    if (type === vscode.FileType.File) {
      await vscode.workspace.fs.copy(
        vscode.Uri.joinPath(source, name),
        vscode.Uri.joinPath(copy, name),
      );
    }
  }
  const spec = await findSpecIn(copy);
  if (spec) {
    await vscode.window.showTextDocument(spec);
  }
  return spec;
}

async function pickExample(examples: vscode.Uri): Promise<string | undefined> {
  const entries = await vscode.workspace.fs.readDirectory(examples);
  const folders = entries.filter(([, type]) => type === vscode.FileType.Directory);
  const items = await Promise.all(
    folders.map(async ([name]) => ({
      label: name,
      detail: await firstComment(vscode.Uri.joinPath(examples, name)),
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Start from which example?',
  });
  return picked?.label;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const opened = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: 'Copy Example Here',
    ...(opened ? { defaultUri: opened } : {}),
  });
  return picked?.[0];
}

/** `airline`, or `airline-2` where that is taken: nothing is ever overwritten. */
async function freeName(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let n = 1; ; n++) {
    const copy = vscode.Uri.joinPath(parent, n === 1 ? name : `${name}-${n}`);
    try {
      await vscode.workspace.fs.stat(copy);
    } catch {
      return copy;
    }
  }
}

async function findSpecIn(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const name = entries.map(([each]) => each).find((each) => /\.rnn\.ya?ml$/.test(each));
  return name === undefined ? undefined : vscode.Uri.joinPath(folder, path.basename(name));
}

/** What an example's spec says of itself in its first line. */
async function firstComment(folder: vscode.Uri): Promise<string> {
  const spec = await findSpecIn(folder);
  const text = spec ? new TextDecoder().decode(await vscode.workspace.fs.readFile(spec)) : '';
  return /^#\s*(.+)$/m.exec(text)?.[1] ?? '';
}
