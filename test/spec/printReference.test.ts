import { test } from 'vitest';
import { printReference } from '../../src/spec/printReference.ts';
import { expectGolden } from '../golden.ts';

test('printReference() is what docs/spec.md holds', () => {
  expectGolden(printReference(), new URL('../../docs/spec.md', import.meta.url));
});
