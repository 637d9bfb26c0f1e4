import { canvasPng, contextOf } from './canvas.ts';
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
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width + 2 * margin;
  const context = contextOf(canvas);
  const legend = { x: margin, y: 36 * ratio, ratio, width: drawing.width };
  const head = (36 + 20 * legendRows(context, figure, theme, legend).length) * ratio;
  // A new height clears the canvas and its font.
  canvas.height = drawing.height + head + margin;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = theme.text;
  context.textBaseline = 'top';
  context.font = `600 ${14 * ratio}px ${theme.font}`;
  context.fillText(figure.title, margin, margin * 0.75);
  drawLegend(context, figure, theme, legend);
  context.drawImage(drawing, margin, head);
  return canvasPng(canvas);
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

/** Where a legend goes, in canvas pixels. */
export interface LegendPlace {
  readonly x: number;
  readonly y: number;
  /** Canvas pixels per CSS pixel. */
  readonly ratio: number;
  /** What fits in a row. */
  readonly width: number;
}

/** The lines' names in as few rows as they fit in, each after a piece of its line as the plot draws it. */
export function drawLegend(
  context: LegendCanvas,
  figure: Figure,
  theme: Theme,
  place: LegendPlace,
): void {
  const { ratio } = place;
  for (const [row, entries] of legendRows(context, figure, theme, place).entries()) {
    const top = place.y + 20 * row * ratio;
    for (const { line, x } of entries) {
      drawEntry(context, line, theme, { x, y: top, ratio });
    }
  }
}

interface LegendEntry {
  readonly line: FigureLine;
  readonly x: number;
}

function legendRows(
  context: LegendCanvas,
  figure: Figure,
  theme: Theme,
  { x: left, width, ratio }: LegendPlace,
): readonly (readonly LegendEntry[])[] {
  context.font = `${12 * ratio}px ${theme.font}`;
  const rows: LegendEntry[][] = [[]];
  let x = left;
  for (const line of figure.lines) {
    const wide = context.measureText(line.name).width + 22 * ratio;
    if (x > left && x + wide > left + width) {
      rows.push([]);
      x = left;
    }
    rows.at(-1)?.push({ line, x });
    x += wide + 20 * ratio;
  }
  return rows;
}

function drawEntry(
  context: LegendCanvas,
  line: FigureLine,
  theme: Theme,
  { x, y: top, ratio }: { readonly x: number; readonly y: number; readonly ratio: number },
): void {
  const y = top + 6.5 * ratio;
  context.strokeStyle = theme.colours[line.colour];
  context.lineWidth = swatchHeights[line.style] * ratio;
  context.setLineDash(dashOf(line, theme).map((length) => (length / 8) * 6 * ratio));
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 16 * ratio, y);
  context.stroke();
  context.fillStyle = theme.text;
  context.fillText(line.name, x + 22 * ratio, top);
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
