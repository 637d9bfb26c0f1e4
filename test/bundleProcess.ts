import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a process as the build does and gives its path; dependencies are found beside it. */
export async function bundleProcess(entry: string): Promise<string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = path.join(root, 'node_modules', '.cache', 'rnn-studio');
  mkdirSync(folder, { recursive: true });
  const name = entry.replace(/\W+/g, '-');
  const outfile = path.join(folder, `${name}-${process.pid}.cjs`);
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.yaml': 'text' },
    external: ['onnxruntime-node'],
    logLevel: 'silent',
  });
  return outfile;
}
