// Runs the mocha suite of test/extension inside a real extension host, through
// @vscode/test-electron. Without arguments the editor is the stand-in of scripts/workbench/code.mjs;
// with --desktop it is the VS Code that RNN_VSCODE names, or one that is downloaded. --build only
// builds the suite, for a debugger.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { inRoot, root } from './run.mjs';

/**
 * @typedef {object} SuiteTest
 * @property {string} title with the titles of its suites before it
 * @property {number} milliseconds
 * @property {string} [error] present when the test failed
 */

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--build')) {
    await buildSuite();
    return;
  }
  const { passed, failed } = await testExtension(args.includes('--desktop'));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/**
 * Builds and runs the suite, printing a line for each test.
 * @param {boolean} onDesktop
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function testExtension(onDesktop) {
  await buildSuite();
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-extension-'));
  const report = path.join(folder, 'report.jsonl');
  const executable = onDesktop
    ? process.env.RNN_VSCODE
    : inRoot('scripts', 'workbench', 'code.mjs');
  try {
    const ended = await runTests({
      ...(executable ? { vscodeExecutablePath: executable } : {}),
      extensionDevelopmentPath: root,
      extensionTestsPath: inRoot('dist', 'test', 'index.cjs'),
      extensionTestsEnv: { RNN_SUITE_REPORT: report },
      launchArgs: [copyExamples(folder)],
    }).catch(() => 1);
    return summarize(readReport(report), ended === 0);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** One bundle for the runner and one for each file of tests, as an extension host loads them. */
async function buildSuite() {
  const folder = inRoot('test', 'extension');
  const names = readdirSync(folder).filter((it) => it === 'index.ts' || it.endsWith('.test.ts'));
  const outdir = inRoot('dist', 'test');
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: names.map((it) => path.join(folder, it)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    external: ['vscode', 'mocha'],
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/**
 * The suite types into files and trains, so it works on a copy of the examples.
 * @param {string} folder
 */
function copyExamples(folder) {
  const copy = path.join(folder, 'examples');
  cpSync(inRoot('examples'), copy, { recursive: true, filter: (it) => !/\.(rnn|onnx)$/.test(it) });
  return copy;
}

/**
 * @param {string} file
 * @returns {readonly SuiteTest[]}
 */
function readReport(file) {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
}

/**
 * @param {readonly SuiteTest[]} tests
 * @param {boolean} endedWell
 */
function summarize(tests, endedWell) {
  for (const { title, milliseconds, error } of tests) {
    console.log(`${error === undefined ? '  ok    ' : '  FAILED'} ${title} (${milliseconds} ms)`);
    if (error !== undefined) {
      console.log(error.replaceAll(/^/gm, '         '));
    }
  }
  const failed = tests.filter((it) => it.error !== undefined).length;
  const ranAll = endedWell && tests.length > 0;
  return { passed: tests.length - failed, failed: ranAll ? failed : Math.max(1, failed) };
}
