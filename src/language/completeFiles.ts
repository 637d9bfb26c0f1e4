import { printInline } from '../spec/printSpec.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';

/** Files with one of these endings and folders, beside the spec or in the folder that is typed. */
export function completeFiles(
  { analysis, offset, place, list }: Completing,
  endings: readonly string[],
): readonly CompletionItem[] {
  const typed = analysis.document.text.slice(place.range.start, offset);
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const range = { start: place.range.start + folder.length, end: place.range.end };
  const fits = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));
  return list(folder === '' ? '.' : folder)
    .filter(({ name, isFolder }) => !name.startsWith('.') && (isFolder || fits(name)))
    .filter(({ name }) => place.quote !== '' || printInline(name) === name)
    .toSorted((a, b) => Number(a.isFolder) - Number(b.isFolder) || (a.name < b.name ? -1 : 1))
    .map(({ name, isFolder }) =>
      isFolder
        ? completionItem({ range }, 'folder', name, { insertText: `${name}/`, goesOn: true })
        : completionItem({ range }, 'file', name),
    );
}
