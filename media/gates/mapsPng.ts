import { canvasPng, contextOf, resizeCanvas } from '../shared/canvas.ts';
import type { Theme } from '../shared/theme.ts';

/** All pictures of the page below each other as a PNG, with their names on the theme's background. */
export async function mapsPng(maps: HTMLElement, title: string, theme: Theme): Promise<Uint8Array> {
  const box = maps.getBoundingClientRect();
  const head = 40;
  const canvas = document.createElement('canvas');
  resizeCanvas(canvas, box.width, box.height + head);
  const context = contextOf(canvas);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, box.width, box.height + head);
  context.fillStyle = theme.text;
  context.textBaseline = 'top';
  context.font = `600 14px ${theme.font}`;
  context.fillText(title, 8, 12);
  context.font = `12px ${theme.font}`;
  for (const label of maps.querySelectorAll<HTMLElement>('.map-name, .time-axis span')) {
    const place = label.getBoundingClientRect();
    context.fillText(label.textContent ?? '', place.left - box.left, place.top - box.top + head);
  }
  for (const drawing of maps.querySelectorAll('canvas')) {
    const place = drawing.getBoundingClientRect();
    const at = [place.left - box.left, place.top - box.top + head] as const;
    context.drawImage(drawing, ...at, place.width, place.height);
  }
  return canvasPng(canvas);
}
