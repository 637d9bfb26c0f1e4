import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { version } from '../../src/base/version.ts';

it('version is the one in the manifest', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(version).toBe(JSON.parse(manifest).version);
});
