import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const generated = 'src/onnx/generated/onnx_pb.ts';

test('onnx_pb.ts is what onnx.proto gives; otherwise run npm run generate:onnx', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-onnx-'));
  try {
    const buf = path.join(root, 'node_modules/.bin/buf');
    execFileSync(buf, ['generate', '--template', 'src/onnx/buf.gen.yaml', '--output', folder], {
      cwd: root,
      stdio: 'pipe',
    });
    expect(readFileSync(path.join(folder, generated), 'utf8')).toBe(
      readFileSync(path.join(root, generated), 'utf8'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
