import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` URI; `undefined` for other URIs. */
export function fileOfUri(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // A file of another machine or with a broken escape: there is nothing to read.
    return undefined;
  }
}

/** What tells an open file from others: its path, or its URI where it has none. */
export function nameOfUri(uri: string): string {
  return fileOfUri(uri) ?? uri;
}

/** The URI of what `nameOfUri` gives, or of another file by its path. */
export function uriOfName(name: string): string {
  return path.isAbsolute(name) ? pathToFileURL(name).href : name;
}
