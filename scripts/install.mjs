// Installs the dependencies of a clone when they are missing or not those of package-lock.json.
import { existsSync, readFileSync } from 'node:fs';
import { inRoot, mustSucceed, runNpm } from './run.mjs';

/** Runs `npm ci` unless the installed packages are the locked ones already. */
export async function ensureDependencies() {
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
