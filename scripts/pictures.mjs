// Makes the pictures of the README: the workbench as the UI tests see it, and the panels of training,
// gates and gradient flow alone.
import { copyFileSync, mkdirSync } from 'node:fs';
import { packageExtension } from './package.mjs';
import { inRoot, mustSucceed, run } from './run.mjs';
import { runVitest } from './vitest.mjs';

/** Where each picture of the README comes from. */
const pictures = {
  'workbench.png': inRoot('dist', 'pictures', 'training-dark.png'),
  'parameters.png': inRoot('dist', 'pictures', 'parameters.png'),
  'training.png': inRoot('dist', 'gallery', 'finished-light-1200.png'),
  'gates.png': inRoot('dist', 'gallery', 'gates-picked-light-1200.png'),
  'flow.png': inRoot('dist', 'gallery', 'flow-compare-light-1200.png'),
};

await packageExtension();
process.env.RNN_SCREENSHOTS = inRoot('dist', 'pictures');
const { failed } = await runVitest(['--config', 'test/ui/vitest.config.ts', 'test/ui/training']);
const gallery = ['test/media/gallery/gallery.mjs', '--theme', 'light'];
for (const scenes of [
  ['finished', 'flow-compare'],
  ['gates-picked', '--height', '1260', '--fold'],
]) {
  await mustSucceed('Drawing the panels', run(process.execPath, [...gallery, ...scenes]));
}
mkdirSync(inRoot('docs', 'pictures'), { recursive: true });
for (const [name, source] of Object.entries(pictures)) {
  copyFileSync(source, inRoot('docs', 'pictures', name));
}
process.exitCode = failed === 0 ? 0 : 1;
