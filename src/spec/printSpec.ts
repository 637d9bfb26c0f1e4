import { Document, isCollection, isScalar, isSeq, visit } from 'yaml';
import { specType } from './declarations/specKeys.ts';
import type { Spec } from './spec.ts';
import type { Plain } from './valueType.ts';

/** A spec in its long form as YAML: every key is written, and parsing gives the same spec again. */
export function printSpec(spec: Spec): string {
  return printPlain(specType.encode(spec) ?? {});
}

/** Plain data as YAML, with short collections on one line. */
export function printPlain(value: Plain): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_key, node, path) => {
      const depth = path.filter(isCollection).length;
      const isPlainList = isSeq(node) && node.items.every(isScalar);
      const isShort = depth > 2 && JSON.stringify(node).length <= longestLine;
      node.flow = node.items.length === 0 || isPlainList || isShort;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, minContentWidth: 0 });
}

/** What is longer is written out line by line. */
const longestLine = 88;

/** Plain data on one line, as in `[0.7, 0.15, 0.15]`. */
export function printInline(value: Plain): string {
  const document = new Document(value);
  if (isCollection(document.contents)) {
    document.contents.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
}
