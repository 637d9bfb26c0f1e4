import { lineEndOf, lineStart } from '../../spec/layout.ts';
import { findEntry } from '../../spec/tree.ts';
import type { Meaning } from '../findOccurrences.ts';
import { symbolIndex } from '../symbols/symbolIndex.ts';

/** What must be written so that a cell gives out the same value under its new name. */
export type OutputChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'insert'; readonly offset: number; readonly text: string }
  /** `message` is a sentence for the person. */
  | { readonly kind: 'impossible'; readonly message: string };

/** A cell gives out `h` where it says nothing else, so a renamed `h` must be named as the output. */
export function keepOutput(newName: string, { occurrence, homes }: Meaning): OutputChange {
  const [home] = homes;
  const isValue = occurrence.kind !== 'cell';
  const cell = home && isValue ? symbolIndex(home.file).cells.get(home.name) : undefined;
  if (!home || cell?.home?.kind !== 'here' || cell.definition?.output !== occurrence.name) {
    return { kind: 'none' };
  }
  const { node } = cell.home;
  if (node.kind !== 'mapping') {
    const message = `"${occurrence.name}" is the output because nothing else is said: write the cell with the keys "equations" and "output" to rename it`;
    return { kind: 'impossible', message };
  }
  if (findEntry(node, 'output')) {
    return { kind: 'none' };
  }
  const { text } = home.file.document;
  const { start } = node.range;
  if (text.charAt(start) === '{') {
    return { kind: 'insert', offset: start + 1, text: `output: ${newName}, ` };
  }
  const indent = ' '.repeat(start - lineStart(text, start));
  return {
    kind: 'insert',
    offset: start,
    text: `output: ${newName}${lineEndOf(text)}${indent}`,
  };
}
