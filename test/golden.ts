import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Compares a text with a committed file, which `UPDATE_GOLDEN=1` writes anew. The file is named by
 * its URL.
 */
export function expectGolden(text: string, file: URL): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(file, text);
  }
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '(no such file)');
}
