import { optionValueType } from '../spec/declarations/cellKeys.ts';
import type { CellOption } from '../spec/spec.ts';
import { escapeMarkdown, paragraphs } from './markdown.ts';

/** What a layer may choose of its cell, as Markdown. */
export function describeOption(name: string, option: CellOption): string {
  const summary = option.summary === '' ? 'An option of the cell' : escapeMarkdown(option.summary);
  return paragraphs([
    `**${escapeMarkdown(name)}**: ${summary}.`,
    `Takes ${optionValueType(option).description}.  \n${defaultText(option)}`,
  ]);
}

function defaultText(option: CellOption): string {
  switch (option.kind) {
    case 'size':
      return option.instead === undefined
        ? 'Must be written.'
        : 'Where it is not written: the cell does without it.';
    case 'number':
      return `Where it is not written: ${option.number}.`;
    case 'function':
      return `Where it is not written: ${option.functions[0] ?? 'none'}.`;
  }
}
