import type { Cell } from '../cells/cell.ts';
import { codeBlock, escapeMarkdown, paragraphs } from './markdown.ts';

/** A cell as Markdown: its summary, states, parameters and equations. */
export function describeCell(cell: Cell): string {
  const states = cell.states.map((state) => state.name).join(', ');
  const parameters = cell.parameters.map(({ name, shape }) => `${name} [${shape.join(', ')}]`);
  return paragraphs([
    cellTitle(cell),
    `States: ${states === '' ? 'none' : states}.  \nParameters: ${parameters.length}.`,
    codeBlock(parameters.join('\n')),
    codeBlock(cell.equations),
  ]);
}

/** The name of a cell with what it is and where it comes from. */
export function cellTitle(cell: Pick<Cell, 'name' | 'summary' | 'source'>): string {
  const summary = cell.summary === '' ? '' : `: ${escapeMarkdown(cell.summary)}`;
  const source = cell.source === '' ? '' : `  \n*${escapeMarkdown(cell.source)}*`;
  return `**${escapeMarkdown(cell.name)}**${summary}${source}`;
}
