// The browser side of the workbench: its address, and a Chromium that reaches nothing else.
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.mjs';

/**
 * The address of the workbench with a folder open.
 * @param {import('./server.mjs').Server} server
 * @param {object} options
 * @param {string} [options.folder]
 * @param {string} [options.file] a file to open in the editor
 * @param {string} [options.extensionDevelopmentPath]
 * @param {string} [options.extensionTestsPath]
 */
export function workbenchUrl(server, { folder, file, ...paths }) {
  /** @param {string} local */
  const remote = (local) => `vscode-remote://${server.authority}${path.resolve(local)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...Object.entries({ openFile: file, ...paths }).flatMap(([name, value]) =>
      value ? [[name, remote(value)]] : [],
    ),
  ];
  /** @type {[string, string]} */
  const opened = folder ? ['folder', path.resolve(folder)] : ['ew', 'true'];
  const query = new URLSearchParams([opened, ['payload', JSON.stringify(payload)]]);
  return `${server.url}/?${query}`;
}

/** Starts Chromium without a window; names other than this machine's resolve to nothing. */
export async function launchBrowser() {
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--no-first-run',
    ],
  });
}
