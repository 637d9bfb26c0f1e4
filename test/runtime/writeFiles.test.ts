import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/base/userError.ts';
import {
  appendFlushed,
  explainErrors,
  makeFolder,
  readIfThere,
  replaceFile,
  writeIfNew,
} from '../../src/runtime/writeFiles.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('replaceFile', () => {
  it('puts the new file in the place of the old one and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'a');
    replaceFile(file, 'a long first text');
    replaceFile(file, Uint8Array.of(65, 66));
    expect(readFileSync(file, 'utf8')).toBe('AB');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it.skipIf(!existsSync('/dev/full'))('keeps the old file where the disk is full', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'a');
    replaceFile(file, 'old');
    symlinkSync('/dev/full', `${file}.tmp`);
    expect(() => replaceFile(file, 'new')).toThrow(`Cannot write "${file}": the disk is full`);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });
});

describe('makeFolder', () => {
  it('makes all that is missing, and says what stands in the way', () => {
    const folder = temporaryFolder();
    makeFolder(path.join(folder, 'a', 'b', 'c'));
    makeFolder(path.join(folder, 'a', 'b'));
    expect(readdirSync(path.join(folder, 'a', 'b'))).toEqual(['c']);
    writeIfNew(path.join(folder, 'file'), '');
    expect(() => makeFolder(path.join(folder, 'file', 'd'))).toThrow(
      'a part of its path is a file',
    );
  });

  // Node's own recursive call never returns here.
  it.runIf(process.platform === 'linux')('gives up where the system takes no folders', () => {
    expect(() => makeFolder('/proc/none/none')).toThrow('Cannot write "/proc/none/none"');
  });
});

describe('writeIfNew', () => {
  it('leaves a file that is there', () => {
    const file = path.join(temporaryFolder(), 'a');
    writeIfNew(file, 'one');
    writeIfNew(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('one');
  });
});

describe('appendFlushed', () => {
  it('adds to the end', () => {
    const file = path.join(temporaryFolder(), 'a');
    appendFlushed(file, 'one\n');
    appendFlushed(file, 'two\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });
});

describe('readIfThere', () => {
  it('tells no file from one that cannot be read', () => {
    const folder = temporaryFolder();
    expect(readIfThere(path.join(folder, 'none'))).toBeUndefined();
    expect(() => readIfThere(folder)).toThrow(UserError);
  });
});

describe('explainErrors', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'the permission is missing'],
    ['ENOTDIR', 'a part of its path is a file'],
  ])('says what %s means', (code, words) => {
    const refuse = () => {
      throw Object.assign(new Error(code), { code });
    };
    expect(() => explainErrors('x', refuse)).toThrow(UserError);
    expect(() => explainErrors('x', refuse)).toThrow(`Cannot write "x": ${words}`);
  });

  it('lets errors of our own pass', () => {
    const fail = () => {
      throw new TypeError('ours');
    };
    expect(() => explainErrors('x', fail)).toThrow(TypeError);
  });
});
