import type { Fix } from '../base/fix.ts';
import { addPart, fillGap, type Gap, type Layout, removePart } from './layout.ts';

/** Takes away an entry or an item, which begins at `start`; `undefined` where that is not easy. */
export function removalFix(
  layout: Layout | Gap | undefined,
  name: string,
  start: number | undefined,
): Fix | undefined {
  const edit =
    layout && 'parts' in layout && start !== undefined ? removePart(layout, start) : undefined;
  return edit && { title: `Remove "${name}"`, edits: [edit] };
}

/** Writes one more entry into a mapping, such as `window: 24`. */
export function additionFix(layout: Layout | Gap | undefined, entry: string): Fix | undefined {
  const edit =
    layout && ('parts' in layout ? addPart(layout, entry) : fillGap(layout, `{${entry}}`));
  return edit && { title: `Add "${entry}"`, edits: [edit] };
}

/** Writes a value where none is. */
export function fillFix(gap: Gap | undefined, value: string): Fix | undefined {
  return gap && { title: `Write "${value}"`, edits: [fillGap(gap, value)] };
}

/** A text as a YAML value that is read as this text, wherever it stands. */
export function writeText(text: string): string {
  const isPlain = /^[A-Za-z_][\w.() -]*$/.test(text) && text.trimEnd() === text;
  return isPlain && !/^(?:true|false|null)$/i.test(text) ? text : JSON.stringify(text);
}
