import type { Cell } from '../cells/cell.ts';
import { cellFlow, type FlowNode } from '../cells/cellFlow.ts';
import { type FlowLine, flowBox, layOutFlow, type PlacedNode } from '../cells/layOutFlow.ts';

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
  const { width, height, nodes, lines } = layOutFlow(cellFlow(cell));
  const parts = [
    ...lines.toSorted((a, b) => Number(a.isWeighted) - Number(b.isWeighted)).map(drawLine),
    ...nodes.map(drawNode),
  ];
  const scale = Math.min(1, widest / width);
  const size = `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`;
  const title = `<title>Data flow of ${escapeXml(cell.name, 64)}</title>`;
  return `${head}\n${title}\n${parts.join('\n')}\n</svg>\n`;
}

function drawLine({ path, isWeighted }: FlowLine): string {
  const [color, thickness] = isWeighted ? [weightedColor, 2] : [lineColor, 1.5];
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${thickness}"/>`;
}

function drawNode({ name, role, note, left, middle }: PlacedNode): string {
  const { width, height } = flowBox;
  const isFilled = fills[role] !== 'none';
  const color = isFilled ? '#ffffff' : lineColor;
  const frame = `<rect x="${left}" y="${middle - height / 2}" width="${width}" height="${height}" rx="6" fill="${fills[role]}" stroke="${isFilled ? 'none' : lineColor}"/>`;
  const place = (x: number) => `x="${x}" y="${middle + 4}" fill="${color}"`;
  const label = `<text ${place(left + 8)} font-weight="bold">${escapeXml(name, note === '' ? 12 : 7)}</text>`;
  const words = `<text ${place(left + width - 8)} text-anchor="end">${escapeXml(note, 8)}</text>`;
  return frame + label + (note === '' ? '' : words);
}

/** Cut to what a box has room for, and ASCII only, since the image goes into an address. */
function escapeXml(text: string, longest: number): string {
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return short.replace(/[^ -~]|[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
