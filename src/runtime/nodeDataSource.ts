import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource, SourceFile } from '../resolve/dataSource.ts';
import { errorCode, plainReason } from './writeFiles.ts';

/** Data files on disk, each read once. */
export interface NodeDataSource extends DataSource {
  /** SHA-256 of the bytes that were read; empty where the file could not be read. */
  hashOf(file: string): string;
}

/** The data files that a spec in `folder` names, read when they are asked for. */
export function createNodeDataSource(folder: string): NodeDataSource {
  const known = new Map<string, HashedFile>();
  const find = (file: string): HashedFile => {
    const found = known.get(file) ?? readData(path.resolve(folder, file));
    known.set(file, found);
    return found;
  };
  return { read: (file) => find(file).data, hashOf: (file) => find(file).hash };
}

/** A data file, or why there is none. `file` is its full path. */
export function readDataFile(file: string): SourceFile {
  return readData(file).data;
}

interface HashedFile {
  readonly data: SourceFile;
  readonly hash: string;
}

function readData(file: string): HashedFile {
  try {
    const bytes = readFileSync(file);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return { data: { kind: 'text', text: bytes.toString('utf8'), path: file }, hash };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) {
      throw error;
    }
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { data: { kind: 'missing', path: file }, hash: '' }
      : { data: { kind: 'unreadable', path: file, message: readReason(code, error) }, hash: '' };
  }
}

function readReason(code: string, error: unknown): string {
  switch (code) {
    case 'EISDIR':
      return 'It is a folder, not a file';
    case 'EACCES':
    case 'EPERM':
      return 'The permission to read it is missing';
    case 'ERR_STRING_TOO_LONG':
    case 'ERR_FS_FILE_TOO_LARGE':
      return 'It is too large to be read as one text';
    default:
      return plainReason(error);
  }
}
