// Starts code-server and sees to it that it ends with us, whatever ends us.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { mustSucceed, run } from '../run.mjs';
import { codeServerEntry, ensureHost } from './host.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {string} folder where the server keeps user data, extensions and its log
 * @property {number} [port] a free one if none is given
 * @property {boolean} [smokeTestDriver] needed for suites that run inside the extension host; it
 *   also hides notification toasts
 * @property {boolean} [trustsWorkspaces] true unless said otherwise: no question about trust
 * @property {Readonly<Record<string, unknown>>} [settings] user settings on top of the quiet ones
 * @property {Readonly<Record<string, string>>} [env] for the server and its extension host
 *
 * @typedef {object} Server
 * @property {string} url such as `http://127.0.0.1:8137`
 * @property {string} authority the part of a `vscode-remote://` address that names the server
 * @property {() => Promise<void>} stop ends the server and every process it started
 */

/** No telemetry, no updates, no start page, nothing that asks or reaches out. */
const quietSettings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts the server and resolves when it answers.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const node = await ensureHost();
  const port = options.port ?? (await freePort());
  prepareFolder(options);
  const log = path.join(options.folder, 'server.log');
  const output = openSync(log, 'w');
  const child = spawn(node, [codeServerEntry, ...serverArguments(options, port)], {
    env: serverEnvironment(options),
    stdio: ['ignore', output, output],
    // A process group of its own, so that extension hosts and language servers end with it.
    detached: true,
  });
  const end = endWithUs(child);
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, log);
  return { url, authority: `127.0.0.1:${port}`, stop: end };
}

/**
 * Installs a package into the extensions of a server that is yet to start.
 * @param {string} folder the one given to `startServer` later
 * @param {string} vsix
 */
export async function installExtension(folder, vsix) {
  prepareFolder({ folder });
  const args = [codeServerEntry, ...folderArguments(folder), '--install-extension', vsix];
  const log = path.join(folder, 'install.log');
  const output = openSync(log, 'w');
  const installed = run(await ensureHost(), args, {
    env: serverEnvironment({ folder }),
    stdio: ['ignore', output, output],
  });
  await mustSucceed(`Installing ${path.basename(vsix)}, see ${log},`, installed);
}

/** @param {string} folder */
function folderArguments(folder) {
  return [
    `--config=${path.join(folder, 'config.yaml')}`,
    `--user-data-dir=${path.join(folder, 'data')}`,
    `--extensions-dir=${path.join(folder, 'extensions')}`,
  ];
}

/**
 * The environment of the server: ours without what an editor around us put there.
 * @param {Pick<ServerOptions, 'folder' | 'env'>} options
 */
function serverEnvironment({ folder, env }) {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VSCODE_') && name !== 'ELECTRON_RUN_AS_NODE',
  );
  return {
    ...Object.fromEntries(own),
    EXTENSIONS_GALLERY: '{}',
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'share'),
    ...env,
  };
}

/** @param {Pick<ServerOptions, 'folder' | 'settings'>} options */
function prepareFolder({ folder, settings }) {
  const user = path.join(folder, 'data', 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(path.join(folder, 'extensions'), { recursive: true });
  writeFileSync(path.join(folder, 'config.yaml'), 'auth: none\n');
  const file = path.join(user, 'settings.json');
  // Who comes back to a folder finds the theme and all else that they chose there.
  if (settings !== undefined || !existsSync(file)) {
    const all = { ...quietSettings, ...settings };
    writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
  }
}

/**
 * @param {ServerOptions} options
 * @param {number} port
 */
function serverArguments({ folder, smokeTestDriver, trustsWorkspaces = true }, port) {
  return [
    `--bind-addr=127.0.0.1:${port}`,
    '--auth=none',
    ...folderArguments(folder),
    '--disable-getting-started-override',
    '--disable-proxy',
    '--disable-telemetry',
    '--disable-update-check',
    '--ignore-last-opened',
    ...(trustsWorkspaces ? ['--disable-workspace-trust'] : []),
    ...(smokeTestDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/**
 * Ends the server's process group when this process exits, and returns a way to end it sooner.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => Promise<void>}
 */
function endWithUs(child) {
  const closed = new Promise((resolve) => child.once('exit', resolve));
  /** @param {NodeJS.Signals} signal */
  const endGroup = (signal) => {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // The group is gone already.
    }
  };
  const onExit = () => endGroup('SIGKILL');
  process.on('exit', onExit);
  exitOnSignals();
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      endGroup('SIGTERM');
      await Promise.race([closed, sleep(5000)]);
    }
    endGroup('SIGKILL');
    process.off('exit', onExit);
  };
}

/** Signals end a process without its exit handlers unless somebody listens. */
function exitOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    if (process.listenerCount(signal) === 0) {
      process.once(signal, () => process.exit(code));
    }
  }
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log
 */
async function untilHealthy(url, child, log) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`code-server ended while starting: see ${log}`);
    }
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await sleep(100);
  }
  throw new Error(`code-server did not answer within a minute: see ${log}`);
}

/**
 * Whether a server could listen on this port of this machine.
 * @param {number} port
 */
export async function isFree(port) {
  return (await tryPort(port)) !== undefined;
}

async function freePort() {
  const port = await tryPort(0);
  if (port === undefined) {
    throw new Error('No port is free');
  }
  return port;
}

/**
 * Listens for a moment and resolves to the port, or to `undefined` where that cannot be.
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** @param {number} milliseconds */
function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
