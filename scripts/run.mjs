// What every script here needs before anything is installed: the root, a child process, npm itself.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Names a file of the repository as a person would type it. @param {...string} parts */
export function inRoot(...parts) {
  return path.join(root, ...parts);
}

/**
 * Runs a program in the repository and resolves to its exit code; its output goes to the terminal.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs npm, the very one that started this script if one did.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args], options)
    : run('npm', args, { shell: process.platform === 'win32', ...options });
}

/**
 * Runs a program and throws what it was for when it fails.
 * @param {string} purpose
 * @param {Promise<number>} exit
 */
export async function mustSucceed(purpose, exit) {
  const code = await exit;
  if (code !== 0) {
    throw new Error(`${purpose} failed with exit code ${code}`);
  }
}
