// Finds Chromium, or installs Debian's.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { mustSucceed, run } from '../run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const apps = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The executable of an installed Chromium or Chrome; RNN_CHROMIUM names one outside the path. */
export function findChromium() {
  const named = process.env.RNN_CHROMIUM;
  return named ?? findOnPath(names) ?? apps.find(isExecutable);
}

/**
 * Finds Chromium or installs it through apt-get.
 * @returns {Promise<string>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) {
    return found;
  }
  const aptGet = findOnPath(['apt-get']);
  if (aptGet) {
    await installWith(aptGet);
  }
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'The tests in a browser need Chromium or Chrome: install one, or name its executable in ' +
        'RNN_CHROMIUM',
    );
  }
  return installed;
}

/** @param {string} aptGet */
async function installWith(aptGet) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  console.log(`Installing Chromium: ${[...asRoot, 'apt-get'].join(' ')} install chromium`);
  for (const args of [
    ['update'],
    ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const [program = aptGet, ...rest] = [...asRoot, aptGet, '-q', '-o', 'DPkg::Lock::Timeout=600'];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const stdio = /** @type {const} */ (['ignore', 'ignore', 'inherit']);
    await mustSucceed(
      `apt-get ${args[0]}`,
      run(program, [...rest, ...args], { env, stdio: [...stdio] }),
    );
  }
}

/**
 * The first of these programs that is on the path.
 * @param {readonly string[]} programs
 */
export function findOnPath(programs) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((it) => it !== '');
  const suffixes = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return programs
    .flatMap((it) =>
      folders.flatMap((folder) => suffixes.map((end) => path.join(folder, it + end))),
    )
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
