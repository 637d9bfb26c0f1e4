import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeDataSource } from '../../src/runtime/nodeDataSource.ts';
import { tinyWorkspace } from './tinyWorkspace.ts';

describe('createNodeDataSource', () => {
  it('reads a table relative to the folder, once', () => {
    const { folder } = tinyWorkspace();
    const source = createNodeDataSource(folder);
    const file = source.read('wave.csv');
    expect(file).toMatchObject({
      kind: 'text',
      path: path.join(folder, 'wave.csv'),
      text: expect.stringContaining('\n'),
    });
    const hash = source.hashOf('wave.csv');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(path.join(folder, 'wave.csv'), 'changed');
    expect(source.read('wave.csv')).toBe(file);
    expect(createNodeDataSource(folder).hashOf('wave.csv')).not.toBe(hash);
  });

  it('tells a missing file from one that cannot be read', () => {
    const { folder } = tinyWorkspace();
    const source = createNodeDataSource(folder);
    expect(source.read('none.csv')).toEqual({
      kind: 'missing',
      path: path.join(folder, 'none.csv'),
    });
    expect(source.read('.')).toMatchObject({
      kind: 'unreadable',
      message: 'It is a folder, not a file',
    });
  });
});
