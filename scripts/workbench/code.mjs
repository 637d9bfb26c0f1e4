#!/usr/bin/env node
// Stands in for the desktop VS Code on its own command line: opens the folder in code-server and
// a headless Chromium, runs the suite that --extensionTestsPath names in the extension host, and
// exits with its code. RNN_VERBOSE=1 shows what the workbench logs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser, workbenchUrl } from './browser.mjs';
import { startServer } from './server.mjs';

const suiteMinutes = 10;

const folder = mkdtempSync(path.join(tmpdir(), 'rnn-suite-'));
try {
  process.exitCode = await runSuite(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * @param {readonly string[]} args VS Code's command line
 * @returns {Promise<number>} the suite's exit code
 */
async function runSuite(args) {
  const workspace = args.find((it) => !it.startsWith('-'));
  const server = await startServer({ folder, smokeTestDriver: true });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const { exitCode } = await listenToSuite(page);
      const answer = await page.goto(
        workbenchUrl(server, {
          ...(workspace ? { folder: workspace } : {}),
          extensionDevelopmentPath: option(args, 'extensionDevelopmentPath'),
          extensionTestsPath: option(args, 'extensionTestsPath'),
        }),
      );
      if (!answer?.ok()) {
        throw new Error(`The workbench answered ${answer?.status()}`);
      }
      return await exitCode;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/**
 * Gives the page the two functions through which a workbench reports a suite.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{ exitCode: Promise<number> }>} settles when the suite ends or cannot
 */
async function listenToSuite(page) {
  /** @type {(code: number) => void} */
  let end = () => {};
  /** @type {string[]} */
  const log = [];
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    end = resolve;
    const late = () => reject(new Error(`The suite took more than ${suiteMinutes} minutes`));
    const timer = setTimeout(late, suiteMinutes * 60_000);
    page.on('close', () => clearTimeout(timer));
    page.on('crash', () => reject(new Error('The page of the workbench crashed')));
    page.on('pageerror', (error) => log.push(`page error: ${error.message}`));
  });
  await page.exposeFunction('codeAutomationExit', end);
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ type, /** @type {unknown[]} */ args) =>
      log.push(`${type}: ${format(...args)}`),
  );
  const exitCode = ended
    .catch((error) => {
      log.push(String(error));
      return 1;
    })
    .then((code) => {
      if (process.env.RNN_VERBOSE) {
        console.log(log.join('\n'));
      } else if (code !== 0) {
        console.log(log.filter(isTelling).join('\n'));
      }
      return code;
    });
  return { exitCode };
}

/**
 * Whether a line of the log may say why a suite failed. code-server does without the native modules
 * that its log complains about.
 * @param {string} line
 */
function isTelling(line) {
  return !/^(log|info|warning|debug): |Could not locate the bindings file/.test(line);
}

/**
 * @param {readonly string[]} args
 * @param {string} name
 */
function option(args, name) {
  const prefix = `--${name}=`;
  return args.find((it) => it.startsWith(prefix))?.slice(prefix.length) ?? '';
}
