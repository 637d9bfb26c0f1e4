// Bundles every entry point into `dist/`: one file per process and one per panel; the cells of the
// library lie beside them, for whoever wants to read their equations.
// --watch rebuilds on every change; --bench builds only the benchmarks; --production starts from an
// empty folder and minifies, for the package.
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { collectLicenses } from './licenses.mjs';
import { inRoot, root } from './run.mjs';

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  sourcemap: true,
  logLevel: 'info',
  loader: { '.yaml': 'text' },
  legalComments: 'none',
};

/** @type {esbuild.BuildOptions} */
const processOptions = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // `vscode` exists only inside the editor; onnxruntime-node finds its native binary beside itself.
  external: ['vscode', 'onnxruntime-node'],
  outdir: 'dist',
};

/** @type {esbuild.BuildOptions} */
const panelOptions = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'dist/media',
};

const threads = { sessionThread: 'src/runtime/sessionThread.ts' };
const processes = {
  extension: 'src/extension/main.ts',
  server: 'src/server/main.ts',
  worker: 'src/worker/main.ts',
  inspector: 'src/inspector/main.ts',
  cli: 'src/cli/main.ts',
  ...threads,
};
const panels = {
  training: 'media/training/main.tsx',
  parameters: 'media/parameters/main.tsx',
  gates: 'media/gates/main.tsx',
  flow: 'media/flow/main.tsx',
};
const benches = {
  bench: 'test/bench/main.ts',
  benchLanguage: 'test/bench/language/main.ts',
  ...threads,
};

await main(process.argv.slice(2));

/** @param {readonly string[]} args */
async function main(args) {
  const production = args.includes('--production');
  const output = { minify: production, sourcemap: !production };
  const builds = args.includes('--bench')
    ? [{ ...processOptions, entryPoints: benches }]
    : [
        { ...processOptions, ...output, entryPoints: existing(processes) },
        { ...panelOptions, ...output, entryPoints: existing(panels) },
      ];
  if (production) {
    rmSync(inRoot('dist'), { recursive: true, force: true });
  }
  copyLibrary();
  if (args.includes('--watch')) {
    for (const options of builds) {
      await (await esbuild.context(options)).watch();
    }
    return;
  }
  const results = await Promise.all(
    builds.map((options) => esbuild.build({ ...options, metafile: true })),
  );
  if (production) {
    writeFileSync(
      inRoot('dist', 'licenses.txt'),
      collectLicenses(results.map((it) => it.metafile)),
    );
  }
}

/** `lstm.yaml` becomes `lstm.cell.yaml`, which editors know by its name. */
function copyLibrary() {
  const library = inRoot('src', 'cells', 'library');
  for (const file of readdirSync(library)) {
    const name = file.replace(/\.yaml$/, '.cell.yaml');
    cpSync(path.join(library, file), inRoot('dist', 'library', name));
  }
}

/** @param {Readonly<Record<string, string>>} entryPoints */
function existing(entryPoints) {
  return Object.fromEntries(
    Object.entries(entryPoints).filter(([, file]) => existsSync(inRoot(file))),
  );
}
