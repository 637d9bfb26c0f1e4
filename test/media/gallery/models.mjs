// Trained examples for scenes that ask a model, each trained once and kept beside the pictures.
import { execFileSync, fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dist = (/** @type {string} */ name) => path.join(root, 'dist', name);

/**
 * @typedef {object} TrainedExample
 * @property {string} example a folder of `examples`; one that is not there makes every question fail
 * @property {number} epochs
 */

/**
 * The inspector of an example's run, as the extension would ask it.
 * @param {TrainedExample} model
 */
export async function openModel(model) {
  const child = fork(dist('inspector.cjs'), [trainedRun(model)], { serialization: 'advanced' });
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let lastId = 0;
  child.on('message', (/** @type {any} */ answer) => waiting.get(answer.id)?.(answer));
  return {
    close: () => child.kill(),
    /** The outcome, with typed arrays as what the page makes them from. */
    ask: async (/** @type {any} */ query) => {
      const id = ++lastId;
      const answer = await new Promise((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, query });
      });
      return flatten(answer);
    },
  };
}

/** @param {TrainedExample} model */
function trainedRun({ example, epochs }) {
  const folder = dist(path.join('gallery', 'models', `${example}-${epochs}`));
  const runs = path.join(folder, '.rnn', 'runs');
  if (!existsSync(path.join(root, 'examples', example))) {
    return folder;
  }
  if (!existsSync(runs) || readdirSync(runs).length === 0) {
    cpSync(path.join(root, 'examples', example), folder, { recursive: true });
    // A workspace of its own, whatever runs there are in the folders above.
    mkdirSync(runs, { recursive: true });
    const spec = readdirSync(folder).find((name) => name.endsWith('.rnn.yaml')) ?? '';
    const args = [dist('cli.cjs'), 'train', spec, '--epochs', String(epochs)];
    execFileSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  }
  return path.join(runs, readdirSync(runs)[0] ?? '');
}

/**
 * @param {any} value
 * @returns {any}
 */
function flatten(value) {
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (ArrayBuffer.isView(value)) {
    return { array: value.constructor.name, values: Array.from(/** @type {any} */ (value)) };
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, flatten(inner)]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
