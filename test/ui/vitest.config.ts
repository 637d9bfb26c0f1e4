import { defineConfig } from 'vitest/config';

/** The suite that drives a real workbench with a mouse and a keyboard; see `scripts/testUi.mjs`. */
export default defineConfig({
  test: {
    include: ['test/ui/**/*.test.ts'],
    // One workbench at a time: each is a server, an extension host and a browser.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    root: new URL('../..', import.meta.url).pathname,
  },
});
