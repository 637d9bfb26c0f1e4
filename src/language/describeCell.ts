import type { Cell } from '../cells/cell.ts';
import { drawCell } from './drawCell.ts';
import { codeBlock, escapeMarkdown, paragraphs } from './markdown.ts';

/** What a hover may hold. */
export interface HoverOptions {
  /** Whether the editor shows images in hovers; one that does not would show their addresses. */
  readonly pictures: boolean;
}

/** A cell as Markdown: its summary, states, parameters, equations, and a picture of them. */
export function describeCell(cell: Cell, options: HoverOptions): string {
  const states = cell.states.map((state) => state.name).join(', ');
  const parameters = cell.parameters.map(({ name, shape }) => `${name} [${shape.join(', ')}]`);
  return paragraphs([
    cellTitle(cell),
    `States: ${states === '' ? 'none' : states}.  \nParameters: ${parameters.length}.`,
    codeBlock(parameters.join('\n'), 'text'),
    describeEquations(cell, options),
  ]);
}

/** The name of a cell with what it is and where it comes from. */
export function cellTitle(cell: Pick<Cell, 'name' | 'summary' | 'source'>): string {
  const summary = cell.summary === '' ? '' : `: ${escapeMarkdown(cell.summary)}`;
  const source = cell.source === '' ? '' : `  \n*${escapeMarkdown(cell.source)}*`;
  return `**${escapeMarkdown(cell.name)}**${summary}${source}`;
}

/** The equations of a cell as they are written, and as a picture. */
export function describeEquations(cell: Cell, { pictures }: HoverOptions): string {
  const picture = `![Data flow of ${escapeMarkdown(cell.name)}](data:image/svg+xml;base64,${btoa(drawCell(cell))})`;
  return paragraphs([codeBlock(cell.equations), pictures ? picture : undefined]);
}
