import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Frame, Locator, Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import { packageFile } from '../../scripts/package.mjs';
import { inRoot } from '../../scripts/run.mjs';
import { launchBrowser, workbenchUrl } from '../../scripts/workbench/browser.mjs';
import { installExtension, startServer } from '../../scripts/workbench/server.mjs';

/** A workbench in a real browser with the packaged extension installed. */
export interface Workbench {
  readonly page: Page;
  /** The workspace: a copy of the examples, removed at the end. */
  readonly folder: string;
  /** Requests that tried to leave this machine. */
  readonly outsideRequests: readonly string[];
  /** Opens a file through quick open, by its path in the workspace. */
  openFile(file: string): Promise<void>;
  /** Runs a command from the palette by its full label, such as `RNN: Train Model`. */
  runCommand(label: string): Promise<void>;
  /** The frame of the panel in which `find` finds something; hidden panels have no frame. */
  panel(find: (frame: Frame) => Locator): Promise<Frame>;
  /** Writes a picture into the folder that `RNN_SCREENSHOTS` names, if it names one. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** User settings, such as `workbench.colorTheme`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A file to have open, by its path in the workspace. */
  readonly file?: string;
  /** False for a workspace that the user has not trusted. */
  readonly trusted?: boolean;
}

const patience = 30_000;

/** Installs the `.vsix`, starts the workbench on a copy of the examples and waits until it shows. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const home = await mkdtemp(path.join(tmpdir(), 'rnn-ui-'));
  const folder = path.join(home, 'examples');
  await cp(inRoot('examples'), folder, { recursive: true, filter: isOfExample });
  await installExtension(home, packageFile);
  const server = await startServer({
    folder: home,
    trustsWorkspaces: options.trusted ?? true,
    // Without the question an untrusted workspace opens in restricted mode.
    settings: { 'security.workspace.trust.startupPrompt': 'never', ...options.settings },
  });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const outsideRequests = recordOutsideRequests(page);
    const file = options.file ? { file: path.join(folder, options.file) } : {};
    const answer = await page.goto(workbenchUrl(server, { folder, ...file }));
    if (!answer?.ok()) {
      throw new Error(`The workbench answered ${answer?.status()}`);
    }
    await page.getByRole('treeitem').first().waitFor({ timeout: patience });
    return { page, folder, outsideRequests, close, ...actions(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs the command of the extension in an example, as in a terminal; gives what it prints. */
export async function runRnn(
  { folder }: Pick<Workbench, 'folder'>,
  example: string,
  ...args: readonly string[]
): Promise<string> {
  const command = [inRoot('dist', 'cli.cjs'), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: path.join(folder, example),
  });
  return stdout;
}

/** A workbench with the airline example open and trained for two epochs, and a command run on it. */
export async function openTrainedAirline(command: string): Promise<Workbench> {
  const workbench = await openWorkbench();
  await workbench.openFile('airline/airline.rnn.yaml');
  await runRnn(workbench, 'airline', 'train', 'airline.rnn.yaml', '--epochs', '2');
  await workbench.runCommand(command);
  return workbench;
}

/** Not what was trained or exported there. */
function isOfExample(file: string): boolean {
  return !/\.(rnn|onnx)$/.test(file);
}

/** As a person does it: the editor saves which panels are open before it goes. */
export async function reloadWindow({ page, runCommand }: Workbench): Promise<void> {
  const loaded = page.waitForEvent('load');
  await runCommand('Developer: Reload Window');
  await loaded;
}

/** What the workbench looked like when a test failed. */
export async function pictureOfFailure(workbench: Workbench, { task }: TestContext): Promise<void> {
  if (task.result?.state === 'fail') {
    await workbench.screenshot(`failure-${task.name.replace(/\W+/g, '-')}`);
  }
}

function actions(page: Page) {
  return {
    async openFile(file: string): Promise<void> {
      await quickInput(page, file, path.basename(file));
      await page.getByRole('tab', { name: path.basename(file) }).waitFor({ timeout: patience });
    },
    runCommand: (label: string) => quickInput(page, `>${label}`, label),
    panel: (find: (frame: Frame) => Locator) => findPanel(page, find),
    async screenshot(name: string): Promise<void> {
      const folder = process.env.RNN_SCREENSHOTS;
      if (folder) {
        await mkdir(folder, { recursive: true });
        await page.screenshot({ path: path.join(folder, `${name}.png`) });
      }
    },
  };
}

/** Types into quick open and takes the first row that shows `expected`. */
async function quickInput(page: Page, text: string, expected: string): Promise<void> {
  const rows = page.locator('.quick-input-list .monaco-list-row');
  for (const end = Date.now() + patience; ; ) {
    try {
      // What an attempt before has left open would take the key for itself.
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(text, { timeout: keyPatience });
      await rows.filter({ hasText: expected }).first().click({ timeout: keyPatience });
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}

/** A panel that is just loading may swallow a key, or take the focus and so close quick open. */
const keyPatience = 5_000;

async function findPanel(page: Page, find: (frame: Frame) => Locator): Promise<Frame> {
  for (const end = Date.now() + patience; Date.now() < end; await page.waitForTimeout(50)) {
    for (const frame of page.frames()) {
      // A frame may go away while it is looked at.
      if (
        frame !== page.mainFrame() &&
        (await find(frame)
          .count()
          .catch(() => 0)) > 0
      ) {
        return frame;
      }
    }
  }
  throw new Error('No panel shows what was looked for');
}

/** The workbench's `vscode-cdn.net` addresses are answered in the browser by a service worker. */
function recordOutsideRequests(page: Page): readonly string[] {
  const outside: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOutside = /^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1';
    if (isOutside && !url.hostname.endsWith('.vscode-cdn.net')) {
      outside.push(request.url());
    }
  });
  return outside;
}
