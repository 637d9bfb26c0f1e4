import type { Cell } from '../cells/cell.ts';
import { type CellFlow, cellFlow, type FlowNode } from './cellFlow.ts';

/** Pixels. */
const box = { width: 88, height: 28 };
const gap = { across: 44, down: 12 };
const margin = 8;
/** A hover has room for so much; wider pictures are scaled. */
const widest = 480;

/** Tones that can be seen on light and on dark ground, with white on them. */
const fills: Readonly<Record<FlowNode['role'], string>> = {
  read: 'none',
  given: 'none',
  gate: '#2e7d5b',
  candidate: '#8a559e',
  state: '#2d69a8',
  value: '#686c73',
};
const lineColor = '#8b8f96';
const weightedColor = '#3d8fd4';

/**
 * The data flow of one time step of a cell as an SVG image, drawn from its equations: what it reads at
 * the left, a box for each equation, its states and its output at the right. What goes through a
 * trained matrix is blue.
 */
export function drawCell(cell: Cell): string {
  const flow = cellFlow(cell);
  const layout = layOut(flow);
  const rows = Math.max(1, ...layout.map((column) => column.length));
  const width = layout.length * (box.width + gap.across) - gap.across + 2 * margin;
  const height = rows * (box.height + gap.down) - gap.down + 2 * margin;
  const spots = layout.map((column) => placeColumn(column, height));
  const parts = [
    ...flow.edges
      .toSorted((a, b) => Number(a.isWeighted) - Number(b.isWeighted))
      .map(({ from, to, isWeighted }) => drawLine(spots, from, to, isWeighted)),
    ...flow.columns.flatMap((column, index) =>
      column.map((node) => drawNode(node, leftOf(index), spots[index]?.get(node.name) ?? 0)),
    ),
  ];
  const scale = Math.min(1, widest / width);
  const size = `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`;
  const title = `<title>Data flow of ${escapeXml(cell.name, 64)}</title>`;
  return `${head}\n${title}\n${parts.join('\n')}\n</svg>\n`;
}

/**
 * The names in each column from top to bottom: its nodes, and the values that only pass through it
 * on their way, so that no line runs through a box. What comes from the top stays at the top.
 */
function layOut({ columns, edges }: CellFlow): readonly (readonly string[])[] {
  const depthOf = new Map(columns.flatMap((nodes, at) => nodes.map(({ name }) => [name, at])));
  const lastUse = new Map<string, number>();
  for (const { from, to } of edges) {
    lastUse.set(from, Math.max(lastUse.get(from) ?? 0, depthOf.get(to) ?? 0));
  }
  const layout: string[][] = [];
  for (const [at, nodes] of columns.entries()) {
    const names = nodes.map(({ name }) => name);
    const before = layout.at(-1) ?? [];
    const passing = before.filter((name) => (lastUse.get(name) ?? 0) > at);
    const height = (name: string) => {
      const sources = edges.filter(({ to }) => to === name).map(({ from }) => from);
      const rows = (passing.includes(name) ? [name] : sources)
        .map((source) => before.indexOf(source))
        .filter((row) => row >= 0);
      return rows.reduce((sum, row) => sum + row, 0) / Math.max(1, rows.length);
    };
    layout.push([...names, ...passing].toSorted((a, b) => height(a) - height(b)));
  }
  return layout;
}

/** The middle of each row, the column as a whole in the middle. */
function placeColumn(names: readonly string[], height: number): ReadonlyMap<string, number> {
  const step = box.height + gap.down;
  const top = (height - (names.length - 1) * step) / 2;
  return new Map(names.map((name, row) => [name, top + row * step]));
}

function leftOf(column: number): number {
  return margin + column * (box.width + gap.across);
}

/** From a box to a later one, straight through the columns between them. */
function drawLine(
  spots: readonly ReadonlyMap<string, number>[],
  from: string,
  to: string,
  isWeighted: boolean,
): string {
  const target = spots.findIndex((column) => column.has(to));
  const first = spots.findIndex((column) => column.has(from));
  let way = `M${leftOf(first) + box.width} ${spots[first]?.get(from) ?? 0}`;
  for (let column = first + 1; column <= target; column++) {
    const start = spots[column - 1]?.get(from) ?? 0;
    const end = spots[column]?.get(column === target ? to : from) ?? 0;
    const x = leftOf(column);
    const middle = x - gap.across / 2;
    way += `C${middle} ${start} ${middle} ${end} ${x} ${end}`;
    way += column < target ? `H${x + box.width}` : '';
  }
  const [color, thickness] = isWeighted ? [weightedColor, 2] : [lineColor, 1.5];
  return `<path d="${way}" fill="none" stroke="${color}" stroke-width="${thickness}"/>`;
}

function drawNode({ name, role, note }: FlowNode, left: number, y: number): string {
  const isFilled = fills[role] !== 'none';
  const color = isFilled ? '#ffffff' : lineColor;
  const frame = `<rect x="${left}" y="${y - box.height / 2}" width="${box.width}" height="${box.height}" rx="6" fill="${fills[role]}" stroke="${isFilled ? 'none' : lineColor}"/>`;
  const place = (x: number) => `x="${x}" y="${y + 4}" fill="${color}"`;
  const label = `<text ${place(left + 8)} font-weight="bold">${escapeXml(name, note === '' ? 12 : 7)}</text>`;
  const words = `<text ${place(left + box.width - 8)} text-anchor="end">${escapeXml(note, 8)}</text>`;
  return frame + label + (note === '' ? '' : words);
}

/** Cut to what a box has room for, and ASCII only, since the image goes into an address. */
function escapeXml(text: string, longest: number): string {
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return short.replace(/[^ -~]|[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
