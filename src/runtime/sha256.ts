import { createHash } from 'node:crypto';
import type { Digest } from '../engine/ports.ts';

/** The SHA-256 of pieces of bytes one after another, in hexadecimal digits. */
export const sha256: Digest = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    hash.update(piece);
  }
  return hash.digest('hex');
};
