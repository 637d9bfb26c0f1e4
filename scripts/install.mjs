// Installs the dependencies of a clone when they are missing or not those of package-lock.json.
import { existsSync, readFileSync } from 'node:fs';
import { inRoot, mustSucceed, runNpm } from './run.mjs';

/** What the build and the tests need; the built product runs on any Node 20. */
const oldestNode = [20, 19];

/** Runs `npm ci` unless the installed packages are the locked ones already. */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(`Node ${oldestNode.join('.')} or newer is needed: this is ${process.version}`);
  }
  if (!isInstalled()) {
    console.log('Installing the dependencies: npm ci');
    await mustSucceed('npm ci', runNpm(['ci']));
  }
}

/** npm keeps a lock file of what it installed; every package that must be there is compared. */
function isInstalled() {
  const installedLock = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) {
    return false;
  }
  const installed = readPackages(installedLock);
  return Object.entries(readPackages(inRoot('package-lock.json'))).every(
    ([name, { version, optional }]) =>
      name === '' ||
      installed[name]?.version === version ||
      (optional && installed[name] === undefined),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
