import type { RelatedPlace } from '../base/problem.ts';
import type { PartName } from '../data/dataset.ts';
import type { SpecDocument } from '../spec/specDocument.ts';

/** The place of the other side of a conflict; none where it is a default, which stands nowhere. */
export function relatedAt(
  document: SpecDocument,
  path: string,
  message: string,
): readonly RelatedPlace[] {
  return document.isWritten(path) ? [{ range: document.keyRangeOf(path), message }] : [];
}

/** The place that names the data of a part. */
export function relatedData(
  document: SpecDocument,
  part: PartName,
  message: string,
): readonly RelatedPlace[] {
  const paths = [part, 'train', 'file', 'generate'].map((key) => `data/${key}`);
  const path = paths.find((one) => document.isWritten(one));
  return path === undefined ? [] : relatedAt(document, path, message);
}
