import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';
import type { CompletionPlace } from './completionPlace.ts';

/** One proposal. */
export interface CompletionItem {
  readonly label: string;
  readonly kind:
    | 'key'
    | 'value'
    | 'layer'
    | 'column'
    | 'file'
    | 'folder'
    | 'name'
    | 'function'
    | 'snippet';
  /** A few words beside the label. */
  readonly detail: string;
  readonly markdown: string;
  /** What replaces `range`. */
  readonly insertText: string;
  /** Whether `insertText` has places to fill in, such as `${1:data.csv}`. */
  readonly isSnippet: boolean;
  /** Whether there is more to propose behind what was inserted. */
  readonly goesOn: boolean;
  readonly range: Range;
}

/** What a folder holds. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Somebody types at a place of a file. */
export interface Completing {
  readonly analysis: Analysis;
  readonly offset: number;
  /** With the path from the top of a spec. */
  readonly place: CompletionPlace;
  /** The files in a folder, by its path from the spec; none where they are not known yet. */
  readonly list: (folder: string) => readonly FolderEntry[];
}

/** A proposal that is its label, unless `rest` says otherwise. */
export function completionItem(
  { range }: Pick<CompletionPlace, 'range'>,
  kind: CompletionItem['kind'],
  label: string,
  rest: Partial<CompletionItem> = {},
): CompletionItem {
  return {
    label,
    kind,
    detail: '',
    markdown: '',
    insertText: label,
    isSnippet: false,
    goesOn: false,
    range,
    ...rest,
  };
}
