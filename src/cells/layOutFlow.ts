import type { CellFlow, FlowNode } from './cellFlow.ts';

/** Sizes in a picture of a cell, in pixels. */
export const flowBox = { width: 88, height: 28 };
const gap = { across: 44, down: 12 };
const margin = 8;

/** Where everything of a cell's flow stands in a picture. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly lines: readonly FlowLine[];
}

/** A box with its left edge and its middle. */
export interface PlacedNode extends FlowNode {
  readonly left: number;
  readonly middle: number;
}

/** A line from one box to another as the data of an SVG path. */
export interface FlowLine {
  readonly from: string;
  readonly to: string;
  /** Whether it goes through a trained matrix. */
  readonly isWeighted: boolean;
  readonly path: string;
}

/** Places what a cell reads at the left, a box for each equation, what it gives out at the right. */
export function layOutFlow(flow: CellFlow): FlowLayout {
  const columns = arrange(flow);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const width = columns.length * (flowBox.width + gap.across) - gap.across + 2 * margin;
  const height = rows * (flowBox.height + gap.down) - gap.down + 2 * margin;
  const spots = columns.map((column) => placeColumn(column, height));
  return {
    width,
    height,
    nodes: flow.columns.flatMap((column, index) =>
      column.map((node) => ({
        ...node,
        left: leftOf(index),
        middle: spots[index]?.get(node.name) ?? 0,
      })),
    ),
    lines: flow.edges.map((edge) => ({ ...edge, path: pathOf(spots, edge.from, edge.to) })),
  };
}

/**
 * The names in each column from top to bottom: its nodes, and the values that only pass through it
 * on their way, so that no line runs through a flowBox. What comes from the top stays at the top.
 */
function arrange({ columns, edges }: CellFlow): readonly (readonly string[])[] {
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
  const step = flowBox.height + gap.down;
  const top = (height - (names.length - 1) * step) / 2;
  return new Map(names.map((name, row) => [name, top + row * step]));
}

function leftOf(column: number): number {
  return margin + column * (flowBox.width + gap.across);
}

/** From a box to a later one, straight through the columns between them. */
function pathOf(spots: readonly ReadonlyMap<string, number>[], from: string, to: string): string {
  const target = spots.findIndex((column) => column.has(to));
  const first = spots.findIndex((column) => column.has(from));
  let way = `M${leftOf(first) + flowBox.width} ${spots[first]?.get(from) ?? 0}`;
  for (let column = first + 1; column <= target; column++) {
    const start = spots[column - 1]?.get(from) ?? 0;
    const end = spots[column]?.get(column === target ? to : from) ?? 0;
    const x = leftOf(column);
    const middle = x - gap.across / 2;
    way += `C${middle} ${start} ${middle} ${end} ${x} ${end}`;
    way += column < target ? `H${x + flowBox.width}` : '';
  }
  return way;
}
