import type uPlot from 'uplot';
import type { Figure, FigureBand, FigureLine } from './figure.ts';
import type { Theme } from './theme.ts';

/** A ring around the point on an upright line, whose text stands at the top of the plot. */
export function drawMarks(plot: uPlot, figure: Figure, theme: Theme): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  for (const mark of figure.marks) {
    const x = plot.valToPos(mark.position, 'x', true);
    const y = plot.valToPos(mark.value, 'left', true);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      continue;
    }
    ctx.save();
    ctx.strokeStyle = theme.colours[mark.colour];
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineWidth = 2 * ratio;
    ctx.fillStyle = theme.background;
    ctx.beginPath();
    ctx.arc(x, y, 5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.font = `600 ${11 * ratio}px ${theme.font}`;
    ctx.fillStyle = theme.text;
    const leftward = x - bbox.left > bbox.width / 2;
    ctx.textAlign = leftward ? 'right' : 'left';
    ctx.textBaseline = 'top';
    ctx.fillText(mark.text, x + (leftward ? -6 : 6) * ratio, bbox.top + 2 * ratio);
    ctx.restore();
  }
}

/** A veil over each stretch of the left scale that is on the picture, with its text at its edge. */
export function drawBands(plot: uPlot, { bands = [] }: Figure, theme: Theme): void {
  for (const band of bands) {
    const [low, high] = bandEdges(plot, band);
    if (high - low >= 1) {
      drawBand(plot, band, theme, low, high);
    }
  }
}

/** Upper and lower edge in the canvas's pixels, as far as they are on the picture. */
function bandEdges(plot: uPlot, { from, to }: FigureBand): readonly [number, number] {
  const { top, height } = plot.bbox;
  const placeOf = (value: number, beyond: number) => {
    const place = Number.isFinite(value) && value > 0 ? plot.valToPos(value, 'left', true) : beyond;
    return Math.min(Math.max(place, top), top + height);
  };
  return [placeOf(to, top), placeOf(from, top + height)];
}

function drawBand(
  { ctx, bbox }: uPlot,
  { to, text }: FigureBand,
  theme: Theme,
  low: number,
  high: number,
): void {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = theme.muted;
  ctx.globalAlpha = theme.highContrast ? 0.16 : 0.09;
  ctx.fillRect(bbox.left, low, bbox.width, high - low);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme.muted;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  // The edge that is towards the other values.
  const edge = Number.isFinite(to) ? low : high;
  ctx.beginPath();
  ctx.moveTo(bbox.left, edge);
  ctx.lineTo(bbox.left + bbox.width, edge);
  ctx.stroke();
  if (high - low >= 18 * ratio) {
    ctx.font = `${11 * ratio}px ${theme.font}`;
    ctx.fillStyle = theme.muted;
    // Falling to the left, curves leave the lower corner on that side free; rising, the other one.
    const isLow = Number.isFinite(to);
    ctx.textAlign = isLow ? 'left' : 'right';
    ctx.textBaseline = isLow ? 'bottom' : 'top';
    const x = isLow ? bbox.left + 8 * ratio : bbox.left + bbox.width - 8 * ratio;
    ctx.fillText(text, x, isLow ? high - 5 * ratio : low + 5 * ratio);
  }
  ctx.restore();
}

/** The letters of lines at their starts, moved apart where they would lie on each other. */
export function drawLabels(plot: uPlot, figure: Figure, theme: Theme): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `600 ${11 * ratio}px ${theme.font}`;
  const labels = figure.lines.flatMap((line) => labelOf(plot, figure, line));
  // Below stands the text of a band.
  const margin = figure.bands === undefined ? 8 : 24;
  const room = { from: bbox.top + 8 * ratio, to: bbox.top + bbox.height - margin * ratio };
  const heights = moveApart(
    labels.map(({ y }) => y),
    14 * ratio,
    room,
  );
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4 * ratio;
  ctx.strokeStyle = theme.background;
  for (const [index, { text, colour, x }] of labels.entries()) {
    const y = heights[index] as number;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = theme.colours[colour];
    ctx.fillText(text, x, y);
  }
  ctx.restore();
}

/** Where a line's letters go: beside its first point on the picture, on the side it does not go. */
function labelOf(
  plot: uPlot,
  { positions, left }: Figure,
  { label, values, colour }: FigureLine,
): readonly { text: string; colour: FigureLine['colour']; x: number; y: number }[] {
  const { bbox, ctx } = plot;
  const ratio = devicePixelRatio;
  const bottom = bbox.top + bbox.height;
  const points = values.flatMap((value, index) => {
    const isDrawn =
      value !== undefined && Number.isFinite(value) && (left.kind === 'linear' || value > 0);
    return isDrawn
      ? [
          {
            x: plot.valToPos(positions[index] as number, 'x', true),
            y: plot.valToPos(value, 'left', true),
          },
        ]
      : [];
  });
  const start = points.findIndex(({ y }) => y <= bottom);
  const first = points[start];
  if (label === undefined || first === undefined) {
    return [];
  }
  const width = ctx.measureText(label).width;
  const span = points.slice(start).filter(({ x }) => x <= first.x + width + 12 * ratio);
  const [high, low] = [Math.min(...span.map(({ y }) => y)), Math.max(...span.map(({ y }) => y))];
  const leftOfIt = first.x - width - 8 * ratio;
  return start > 0 && leftOfIt >= bbox.left
    ? [{ text: label, colour, x: leftOfIt, y: first.y }]
    : [
        {
          text: label,
          colour,
          x: first.x + 6 * ratio,
          y: first.y - high <= low - first.y + 12 * ratio ? high - 10 * ratio : low + 10 * ratio,
        },
      ];
}

/** Heights with at least `space` between any two, near to where they were, within the room. */
export function moveApart(
  heights: readonly number[],
  space: number,
  room: { readonly from: number; readonly to: number },
): readonly number[] {
  const order = heights
    .map((height, index) => ({ height, index }))
    .sort((a, b) => a.height - b.height);
  let least = room.from;
  for (const item of order) {
    item.height = Math.max(item.height, least);
    least = item.height + space;
  }
  let most = room.to;
  for (const item of order.toReversed()) {
    item.height = Math.min(item.height, most);
    most = item.height - space;
  }
  return order.sort((a, b) => a.index - b.index).map(({ height }) => height);
}
