// Draws the panels in a headless browser without the editor, in all themes and several widths, and
// saves pictures to look at: node test/media/gallery/gallery.mjs [scene …] [--theme dark]
// [--width 1200] [--height 800] [--fold], where --fold leaves out what is below the first screen.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../../scripts/workbench/chromium.mjs';
import { openModel } from './models.mjs';
import { scenes } from './scenes.mjs';
import { themes } from './themes.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = path.join(root, 'dist', 'gallery');

await main();

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      theme: { type: 'string', multiple: true, default: Object.keys(themes) },
      width: { type: 'string', multiple: true, default: ['1200'] },
      height: { type: 'string', default: '800' },
      fold: { type: 'boolean', default: false },
    },
  });
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const name of positionals.length > 0 ? positionals : Object.keys(scenes)) {
    for (const theme of values.theme) {
      for (const width of values.width) {
        const size = { width: Number(width), height: Number(values.height) };
        await picture(browser, name, theme, { ...size, fullPage: !values.fold });
      }
    }
  }
  await browser.close();
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} name
 * @param {string} theme
 * @param {{ width: number, height: number, fullPage: boolean }} size
 */
async function picture(browser, name, theme, size) {
  const scene = scenes[name];
  if (scene === undefined) {
    throw new Error(`Unknown scene "${name}"; known are ${Object.keys(scenes).join(', ')}`);
  }
  const page = await browser.newPage({ viewport: { width: size.width, height: size.height } });
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
  page.on('console', (message) => console.log(`${name}: ${message.text()}`));
  const model = scene.model && (await openModel(scene.model));
  const answer = (/** @type {any} */ action) => scene.answer?.(action) ?? model?.ask(action.query);
  await page.exposeFunction('askModel', answer);
  await page.setContent(pageOf(scene.panel, theme, scene.kept));
  for (const message of scene.messages) {
    await page.evaluate((data) => window.postMessage(data, '*'), message);
  }
  if (model) {
    await page.waitForSelector('canvas, .trouble', { timeout: 30_000 });
  }
  await page.waitForTimeout(model ? 1000 : 300);
  await scene.act?.(page);
  const file = path.join(folder, `${name}-${theme}-${size.width}.png`);
  await page.screenshot({ path: file, fullPage: size.fullPage });
  console.log(path.relative(root, file));
  await page.close();
  model?.close();
}

/**
 * A page as the extension makes it, with the theme's tokens and a stand-in for the editor.
 * @param {string} panel
 * @param {string} theme
 * @param {unknown} kept
 */
function pageOf(panel, theme, kept) {
  const script = readFileSync(path.join(root, 'dist', 'media', `${panel}.js`), 'utf8');
  const style = readFileSync(path.join(root, 'dist', 'media', `${panel}.css`), 'utf8');
  const { className, tokens } = themes[theme] ?? { className: '', tokens: {} };
  const fonts = {
    'font-family': '"Segoe UI", system-ui, "Noto Sans", Ubuntu, "DejaVu Sans", sans-serif',
    'font-size': '13px',
    'editor-font-family': '"DejaVu Sans Mono", monospace',
  };
  const declarations = Object.entries({ ...fonts, ...tokens })
    .map(([token, value]) => `--vscode-${token}: ${value};`)
    .join(' ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>:root { ${declarations} }</style>
    <style>${style}</style></head><body class="${className}">
    <script>
      window.acquireVsCodeApi = () => ({
        postMessage: async ({ type, id, action }) => {
          if (type === 'request' && action.kind === 'ask') {
            const outcome = revive(await window.askModel(action));
            window.postMessage({ type: 'answer', id, outcome }, '*');
          }
        },
        getState() {
          return ${JSON.stringify(kept)};
        },
        setState() {},
      });
      const arrays = { Float32Array, Uint32Array };
      function revive(value) {
        if (value === null || typeof value !== 'object') return value;
        if (value.array) return arrays[value.array].from(value.values);
        const entries = Object.entries(value).map(([key, inner]) => [key, revive(inner)]);
        return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
      }
    </script>
    <script>${script.replaceAll('</script', '<\\/script')}</script></body></html>`;
}
