import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';

/** Loads `.yaml` imports as text, as the bundler does. */
const yamlText: Plugin = {
  name: 'yaml-text',
  enforce: 'pre',
  load(id) {
    return id.endsWith('.yaml')
      ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`
      : undefined;
  },
};

export default defineConfig({
  plugins: [yamlText],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // These two suites need a real editor and have runners of their own.
    exclude: ['test/extension/**', 'test/ui/**'],
    environment: 'node',
    setupFiles: ['test/properties.ts'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
