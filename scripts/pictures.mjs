// Makes the pictures of the README: runs the UI tests, which take them, and keeps the ones it shows.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageExtension } from './package.mjs';
import { runVitest } from './vitest.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const taken = path.join(root, 'dist', 'pictures');
const kept = path.join(root, 'docs', 'pictures');

await packageExtension();
process.env.RNN_SCREENSHOTS = taken;
const { failed } = await runVitest(['--config', 'test/ui/vitest.config.ts', 'test/ui/training']);
mkdirSync(kept, { recursive: true });
for (const name of ['training-dark', 'parameters']) {
  copyFileSync(path.join(taken, `${name}.png`), path.join(kept, `${name}.png`));
}
process.exitCode = failed === 0 ? 0 : 1;
