import * as vscode from 'vscode';

/** What is copied where to, when a person need not be asked. */
export interface NewSpecOptions {
  /** The name of an example's folder. */
  readonly example?: string;
  /** The folder that gets the copy. */
  readonly folder?: vscode.Uri;
}

/** Copies one of the examples to a place that the person picks, and opens the spec that was meant. */
export async function newSpec(
  examples: vscode.Uri,
  options: NewSpecOptions,
): Promise<vscode.Uri | undefined> {
  const known = await listExamples(examples);
  const { example } = options;
  const chosen =
    example === undefined
      ? await pickExample(examples, known)
      : known.find(({ folder }) => folder === example);
  const parent = chosen && (options.folder ?? (await pickFolder()));
  if (!chosen || !parent) {
    return undefined;
  }
  const copy = await freeName(parent, chosen.folder);
  const source = vscode.Uri.joinPath(examples, chosen.folder);
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
  const spec = vscode.Uri.joinPath(copy, chosen.spec);
  await vscode.window.showTextDocument(spec);
  return spec;
}

/** A spec of an example, by the names of its folder and of its file: some compare several models. */
interface Example {
  readonly folder: string;
  readonly spec: string;
}

async function listExamples(examples: vscode.Uri): Promise<readonly Example[]> {
  const entries = await vscode.workspace.fs.readDirectory(examples);
  const folders = entries.filter(([, type]) => type === vscode.FileType.Directory);
  const found = await Promise.all(
    folders.map(async ([folder]) => {
      const files = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(examples, folder));
      const specs = files.map(([name]) => name).filter((name) => /\.rnn\.ya?ml$/.test(name));
      return specs.map((spec) => ({ folder, spec }));
    }),
  );
  return found.flat();
}

async function pickExample(
  examples: vscode.Uri,
  known: readonly Example[],
): Promise<Example | undefined> {
  const items = await Promise.all(
    known.map(async (example) => ({
      label: example.folder,
      description: example.spec,
      detail: await firstComment(vscode.Uri.joinPath(examples, example.folder, example.spec)),
      example,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Start from which example?',
  });
  return picked?.example;
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

/** What a spec says of itself in its first line. */
async function firstComment(spec: vscode.Uri): Promise<string> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(spec));
  return /^#\s*(.+)$/m.exec(text)?.[1] ?? '';
}
