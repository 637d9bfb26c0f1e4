// Builds the .vsix for the platform this runs on and checks its size.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { inRoot, root } from './run.mjs';

const maximumMegabytes = 25;
const target = `${process.platform}-${process.arch}`;

/** The package for this platform, whether it has been built or not. */
export const packageFile = inRoot(`rnn-studio-${target}-${readVersion()}.vsix`);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await packageExtension()) ? 0 : 1;
}

/**
 * Builds for production and packages.
 * @returns {Promise<boolean>} whether the package is small enough
 */
export async function packageExtension() {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-package-'));
  try {
    const ignoreFile = path.join(folder, 'ignore');
    writeFileSync(ignoreFile, ignoreRules());
    await createVSIX({
      cwd: root,
      target,
      ignoreFile,
      packagePath: packageFile,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const megabytes = statSync(packageFile).size / 1e6;
  const size = `${megabytes.toFixed(1)} MB, at most ${maximumMegabytes} MB allowed`;
  console.log(`${path.basename(packageFile)}: ${size}`);
  return megabytes <= maximumMegabytes;
}

/** `.vscodeignore` and this platform's native files, without the GPU providers that may lie there. */
function ignoreRules() {
  const binaries = `node_modules/onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}`;
  const native = readdirSync(inRoot(...binaries.split('/')))
    .filter((it) => !/providers|cuda|tensorrt/i.test(it))
    .map((it) => `!${binaries}/${it}`);
  return [readFileSync(inRoot('.vscodeignore'), 'utf8'), ...native, ''].join('\n');
}

function readVersion() {
  return JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version;
}
