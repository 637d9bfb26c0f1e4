// Packages the extension and runs the UI tests of test/ui in a real browser with it installed.
import { packageExtension } from './package.mjs';
import { runVitest } from './vitest.mjs';

await packageExtension();
const { passed, failed } = await runVitest(['--config', 'test/ui/vitest.config.ts']);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
