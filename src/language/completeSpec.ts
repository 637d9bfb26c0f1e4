import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { codeBlock } from './markdown.ts';
import { cellSnippet, type FileSnippet, specSnippets } from './specSnippets.ts';

/** Whole files, where there are only comments yet: a spec for each task, or a cell in a file of its own. */
export function completeSpec({ analysis, place }: Completing): readonly CompletionItem[] {
  const { text, rootPath } = analysis.document;
  const { start, end } = place.range;
  const others = text.slice(0, start) + text.slice(end);
  const isEmpty = /^(?:[ \t]*(?:#.*)?(?:\r\n|[\r\n]|$))*$/.test(others);
  if (!isEmpty || place.part !== 'key' || place.path.length > rootPath.length) {
    return [];
  }
  const snippets = rootPath.length === 0 ? Object.values(specSnippets) : [cellSnippet];
  return snippets.map(({ label, detail, text: insertText }: FileSnippet) =>
    completionItem(place, 'snippet', label, {
      detail,
      markdown: codeBlock(plainText(insertText), 'yaml'),
      insertText,
      isSnippet: true,
    }),
  );
}

/** A snippet with what it proposes in each of its places. */
export function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}
