import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles a process as the build does, in a folder of its own with the threads that it starts, and
 * gives its path; dependencies are found beside it. Whoever asks removes the folder.
 */
export async function bundleProcess(entry: string): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const cache = path.join(root, 'node_modules', '.cache', 'rnn-studio');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(path.join(cache, 'process-'));
  await build({
    entryPoints: { main: path.join(root, entry), sessionThread: path.join(root, thread) },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.yaml': 'text' },
    external: ['onnxruntime-node'],
    logLevel: 'silent',
  });
  return path.join(outdir, 'main.cjs');
}

const thread = 'src/runtime/sessionThread.ts';
