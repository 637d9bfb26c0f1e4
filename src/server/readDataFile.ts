import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createSampler, smallText } from '../data/textSample.ts';
import type { SourceFile } from '../resolve/dataSource.ts';

/** Bytes of the largest file that is kept whole while somebody types. */
const largestWhole = 8 * 2 ** 20;

/** Bytes that are looked at in one go: well under a millisecond of work. */
const pieceSize = 256 * 1024;

/**
 * Reads a file once, piece by piece, so that whoever waits is answered in between. A small one is known
 * as a whole, a larger one by a sample as well, and a large one only by that.
 */
export async function readDataFile(file: string): Promise<SourceFile> {
  try {
    const stats = await stat(file);
    if (!stats.isFile() && !stats.isDirectory()) {
      // A device or a pipe, such as the one that the client talks through, may never end.
      return { kind: 'unreadable', path: file, message: 'It is a device or a pipe: name a file' };
    }
    const { size } = stats;
    const sampler = createSampler(size);
    const pieces: Buffer[] = [];
    for await (const piece of createReadStream(file, { highWaterMark: pieceSize })) {
      sampler.add(piece as Buffer);
      if (size <= largestWhole) {
        pieces.push(piece as Buffer);
      }
    }
    const sample = size > smallText ? sampler.finish() : undefined;
    return size > largestWhole
      ? { kind: 'too-large', path: file, size, sample }
      : { kind: 'text', text: Buffer.concat(pieces).toString('utf8'), path: file, sample };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'missing', path: file }
      : { kind: 'unreadable', path: file, message: readFailure(code) };
  }
}

function readFailure(code: string): string {
  switch (code) {
    case 'EISDIR':
      return 'It is a folder: name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'Reading it is not allowed: change its permissions';
    default:
      return `The system refuses to read it (${code})`;
  }
}
