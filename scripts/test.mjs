// Everything that must hold, from a bare clone: installs what is missing, runs every check in turn,
// and ends with one line that counts them all.
import { ensureDependencies } from './install.mjs';
import { run, runNpm } from './run.mjs';
import { ensureChromium } from './workbench/chromium.mjs';
import { ensureHost } from './workbench/host.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const preparation = `What is missing gets installed first:
  the packages of package-lock.json       npm ci, into node_modules
  a VS Code for the browser, code-server  npm install, into .vscode-host, about 800 MB
  Chromium                                apt-get install, where apt-get is there
Where that cannot be, the checks that need it fail and say what to do; all others run.
RNN_CHROMIUM names a Chromium of your own. "npm run test:desktop" runs the extension's suite in a
downloaded VS Code, or in the one that RNN_VSCODE names.`;

console.log(preparation);

/** @type {Readonly<Record<string, () => Promise<Count>>>} */
const stages = {
  dependencies: async () => {
    await ensureDependencies();
    return one(true);
  },
  'browser workbench': async () => {
    await ensureHost();
    await ensureChromium();
    return one(true);
  },
  types: () => npmScript('types'),
  lint: () => npmScript('lint'),
  'unit and structure tests': async () => (await import('./vitest.mjs')).runVitest([]),
  build: async () => one((await run(process.execPath, ['scripts/build.mjs'])) === 0),
  'extension host': async () => (await import('./testExtension.mjs')).testExtension(false),
  package: async () => one(await (await import('./package.mjs')).packageExtension()),
  'user interface': async () =>
    (await import('./vitest.mjs')).runVitest(['--config', 'test/ui/vitest.config.ts']),
};

/** @type {string[]} */
const failures = [];
const total = { passed: 0, failed: 0 };
for (const [name, stage] of Object.entries(stages)) {
  console.log(`\n== ${name}`);
  const { passed, failed } = await stage().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return one(false);
  });
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) {
    failures.push(name);
    // Nothing runs without the packages.
    if (name === 'dependencies') {
      break;
    }
  }
}
console.log(failures.length > 0 ? `\nFailed: ${failures.join(', ')}` : '');
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** @param {string} name */
async function npmScript(name) {
  return one((await runNpm(['run', '--silent', name])) === 0);
}

/**
 * @param {boolean} succeeded
 * @returns {Count}
 */
function one(succeeded) {
  return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
