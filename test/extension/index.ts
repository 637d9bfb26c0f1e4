import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/**
 * The entry point that an extension host calls: runs every `*.test.cjs` beside this bundle.
 * Where `RNN_SUITE_REPORT` names a file, each test adds one JSON line to it. Rejects when a test
 * failed.
 */
export async function run(): Promise<void> {
  const report = process.env.RNN_SUITE_REPORT;
  const mocha = new Mocha({
    ui: 'tdd',
    color: false,
    timeout: 60_000,
    reporter: report ? Mocha.reporters.Base : 'spec',
    ...(process.env.RNN_SUITE_GREP ? { grep: process.env.RNN_SUITE_GREP } : {}),
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) {
      mocha.addFile(path.join(__dirname, file));
    }
  }
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    if (report) {
      runner.on('pass', (test) => appendFileSync(report, reportLine(test)));
      runner.on('fail', (test, error) => appendFileSync(report, reportLine(test, error)));
    }
  });
  if (failures > 0) {
    throw new Error(`${failures} of the extension's tests failed`);
  }
}

function reportLine(test: Mocha.Runnable, error?: unknown): string {
  const line = {
    title: test.fullTitle(),
    milliseconds: test.duration ?? 0,
    ...(error === undefined ? {} : { error: error instanceof Error ? error.stack : String(error) }),
  };
  return `${JSON.stringify(line)}\n`;
}
