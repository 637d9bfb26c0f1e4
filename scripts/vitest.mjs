// Runs vitest and counts.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot, run } from './run.mjs';

/**
 * @param {readonly string[]} args such as `['--config', 'test/ui/vitest.config.ts']`
 * @returns {Promise<{ passed: number, failed: number }>} a file that does not load counts as failed
 */
export async function runVitest(args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-vitest-'));
  try {
    const report = path.join(folder, 'report.json');
    const program = inRoot('node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(process.execPath, [program, 'run', ...reporters, ...args]);
    const { numPassedTests, numFailedTests } = readReport(report);
    return { passed: numPassedTests, failed: code === 0 ? 0 : Math.max(1, numFailedTests) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @returns {{ numPassedTests: number, numFailedTests: number }}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // vitest ended before it could write one.
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
