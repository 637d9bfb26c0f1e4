import { fileURLToPath } from 'node:url';

/** The path of a `file:` URI; `undefined` for other URIs. */
export function fileOfUri(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // A file of another machine or with a broken escape: there is nothing to read.
    return undefined;
  }
}
