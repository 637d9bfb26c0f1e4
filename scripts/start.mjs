// The product in one command, from a bare clone: installs, builds, and opens VS Code on the examples
// with the airline spec in the editor. --browser asks for the workbench in a browser even where a
// desktop VS Code is found; --headless trains the airline spec in the terminal and exports it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureDependencies } from './install.mjs';
import { inRoot, mustSucceed, root, run } from './run.mjs';
import { findOnPath } from './workbench/chromium.mjs';
import { ensureHost, hostFolder } from './workbench/host.mjs';

const workspace = inRoot('examples');
const spec = path.join('examples', 'airline', 'airline.rnn.yaml');
const onnxFile = path.join('examples', 'airline', 'airline.onnx');
const preferredPort = 8137;

await main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});

/** @param {readonly string[]} args */
async function main(args) {
  await ensureDependencies();
  await mustSucceed('The build', run(process.execPath, ['scripts/build.mjs']));
  if (args.includes('--headless')) {
    await trainInTerminal();
    return;
  }
  const code = args.includes('--browser') ? undefined : findDesktop();
  await (code ? openDesktop(code) : openInBrowser());
}

/** The main job as a person would type it. */
async function trainInTerminal() {
  await rnn('train', spec);
  await rnn('export', spec, '--onnx', onnxFile);
}

/** @param {...string} args */
async function rnn(...args) {
  console.log(`\n$ node dist/cli.cjs ${args.join(' ')}`);
  const code = await run(process.execPath, ['dist/cli.cjs', ...args]);
  if (code !== 0) {
    process.exit(code);
  }
}

/** The `code` command, unless there is no screen to open a window on. */
function findDesktop() {
  const hasScreen =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return hasScreen ? findOnPath(['code', 'code-insiders']) : undefined;
}

/** @param {string} code */
async function openDesktop(code) {
  console.log('Opening VS Code');
  const development = `--extensionDevelopmentPath=${path.resolve(root)}`;
  const words = [code, development, '--new-window', workspace, inRoot(spec)];
  // `code` is a batch file on Windows: it needs a shell, which takes paths with spaces apart.
  const shell = process.platform === 'win32';
  const [program = code, ...args] = shell ? words.map((word) => `"${word}"`) : words;
  await mustSucceed('VS Code', run(program, args, { shell }));
}

async function openInBrowser() {
  const { startServer, isFree } = await import('./workbench/server.mjs');
  const { workbenchUrl } = await import('./workbench/browser.mjs');
  await ensureHost();
  const isFirst = await isFree(preferredPort);
  // A second workbench beside a running one gets a folder of its own, gone when it ends.
  const folder = isFirst ? hostFolder : mkdtempSync(path.join(tmpdir(), 'rnn-studio-'));
  linkExtension(folder);
  // Ctrl+C is how this ends, not an error; what the server started ends with this process.
  process.once('SIGINT', () => process.exit(0));
  const server = await startServer({ folder, ...(isFirst ? { port: preferredPort } : {}) });
  process.once('exit', () => isFirst || rmSync(folder, { recursive: true, force: true }));
  const url = workbenchUrl(server, { folder: workspace, file: inRoot(spec) });
  console.log(`\nVS Code with RNN Studio is ready. Open this address in a browser:\n\n  ${url}\n`);
  console.log('Every user and program of this machine can reach it, nobody else. Ctrl+C ends it.');
}

/**
 * Installs the clone itself: a link named as an installed extension is, in a folder of its own.
 * @param {string} home
 */
function linkExtension(home) {
  const folder = path.join(home, 'extensions');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { publisher, name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  symlinkSync(root, path.join(folder, `${publisher}.${name}-${version}`));
}
