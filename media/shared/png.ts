import type { Figure, FigureLine } from './figure.ts';
import { dashOf } from './plotOptions.ts';
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

/** What of a canvas the legend needs. */
export type LegendCanvas = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
>;

/** The lines' names in a row, each after a piece of its line as the plot draws it. */
export function drawLegend(
  context: LegendCanvas,
  figure: Figure,
  theme: Theme,
  place: { readonly x: number; readonly y: number; readonly ratio: number },
): void {
  const { ratio } = place;
  let { x } = place;
  context.font = `${12 * ratio}px ${theme.font}`;
  for (const line of figure.lines) {
    const y = place.y + 6.5 * ratio;
    context.strokeStyle = theme.colours[line.colour];
    context.lineWidth = swatchHeights[line.style] * ratio;
    context.setLineDash(dashOf(line, theme).map((length) => (length / 8) * 6 * ratio));
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 16 * ratio, y);
    context.stroke();
    context.fillStyle = theme.text;
    context.fillText(line.name, x + 22 * ratio, place.y);
    x += context.measureText(line.name).width + 42 * ratio;
  }
}

/** How thick the piece of a line is, in CSS pixels. */
const swatchHeights: Readonly<Record<FigureLine['style'], number>> = {
  line: 3,
  thin: 1,
  dashed: 3,
  dotted: 3,
  'dash-dotted': 3,
  stepped: 3,
  filled: 10,
};
