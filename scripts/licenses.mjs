// The licences of the packages that end up inside ours, which ask to be kept with the code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './run.mjs';

/** Not bundled, but packaged as they are. */
const shippedWhole = ['onnxruntime-node', 'onnxruntime-common'];

/**
 * One text with the licence of every package that these bundles hold.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string}
 */
export function collectLicenses(metafiles) {
  const bundled = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(packageFolder);
  const shipped = shippedWhole.map((name) => `node_modules/${name}`);
  return [...new Set([...bundled, ...shipped])].sort().map(describeLicense).join('\n');
}

/**
 * `node_modules/a/node_modules/@b/c/d.js` is in `node_modules/a/node_modules/@b/c`.
 * @param {string} file
 */
function packageFolder(file) {
  return /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [];
}

/** @param {string} folder */
function describeLicense(folder) {
  const manifest = inRoot(folder, 'package.json');
  const { name, version, license, repository } = existsSync(manifest)
    ? JSON.parse(readFileSync(manifest, 'utf8'))
    : {};
  const file = readdirSync(inRoot(folder)).find((it) => /^licen[cs]e/i.test(it));
  const text = file
    ? readFileSync(path.join(inRoot(folder), file), 'utf8').trim()
    : `${license}: see ${repository?.url ?? repository}`;
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}
