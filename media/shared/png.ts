import type { Figure } from './figure.ts';
import type { Theme } from './theme.ts';

/** A plot as a PNG: title and legend above the drawing, on the theme's background. */
export async function figurePng(
  figure: Figure,
  drawing: HTMLCanvasElement,
  theme: Theme,
): Promise<Uint8Array> {
  const ratio = devicePixelRatio;
  const margin = 16 * ratio;
  const head = 56 * ratio;
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width + 2 * margin;
  canvas.height = drawing.height + head + margin;
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('The browser has no canvas to draw the picture on');
  }
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = theme.text;
  context.textBaseline = 'top';
  context.font = `600 ${14 * ratio}px ${theme.font}`;
  context.fillText(figure.title, margin, margin * 0.75);
  drawLegend(context, figure, theme, { x: margin, y: 36 * ratio, ratio });
  context.drawImage(drawing, margin, head);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('The browser could not write the picture');
  }
  return new Uint8Array(await blob.arrayBuffer());
}

function drawLegend(
  context: CanvasRenderingContext2D,
  figure: Figure,
  theme: Theme,
  place: { readonly x: number; readonly y: number; readonly ratio: number },
): void {
  const { ratio } = place;
  let { x } = place;
  context.font = `${12 * ratio}px ${theme.font}`;
  for (const line of figure.lines) {
    context.fillStyle = theme.colours[line.colour];
    context.fillRect(x, place.y + 5 * ratio, 16 * ratio, 3 * ratio);
    context.fillStyle = theme.text;
    context.fillText(line.name, x + 22 * ratio, place.y);
    x += context.measureText(line.name).width + 42 * ratio;
  }
}
