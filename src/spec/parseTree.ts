import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { createLineMap } from '../base/lineMap.ts';
import { errorAt, type Problem, type Staged, withFixes } from '../base/problem.ts';
import type { Range } from '../base/range.ts';
import { remember } from '../base/remember.ts';
import { checkNesting } from './checkNesting.ts';
import { removalFix } from './fixes.ts';
import type { Layout } from './layout.ts';
import type { MappingEntry, MappingNode, ScalarNode, ScalarStyle, SpecNode } from './tree.ts';
import { yamlFix } from './yamlFixes.ts';
import { nonStringKey, yamlMessage } from './yamlMessages.ts';

/** Characters of the longest spec that is read; real ones have a few thousand. */
const longestText = 300_000;

/** Values that a spec may have after aliases are followed. */
const mostValues = 20_000;

/** Syntax errors that are shown; one slip often makes many. */
const mostSyntaxErrors = 10;

/** Problems that are shown in all. */
const mostProblems = 100;

/**
 * Reads a text as YAML 1.2 (core schema). The tree is as much as could be understood, also where
 * there are problems; it is `undefined` for a text without values. The newest texts are remembered, since
 * several features ask for the tree of one text.
 */
export const parseTree = remember(readTree, 8);

function readTree(text: string): Staged<SpecNode | undefined> {
  if (text.length > longestText) {
    const message = `The file is longer than ${longestText.toLocaleString('en')} characters: a spec is small, data belongs in a file of its own`;
    return {
      value: undefined,
      problems: [errorAt({ start: 0, end: 1 }, 'spec.too-large', message)],
    };
  }
  // A lone carriage return ends a line in YAML, but not for the parser; both are one character.
  const lines = text.replace(/\r(?!\n)/g, '\n');
  const tooDeep = checkNesting(lines);
  if (tooDeep) {
    return { value: undefined, problems: [tooDeep] };
  }
  const yaml = parseDocument(lines, {
    prettyErrors: false,
    uniqueKeys: false,
    schema: 'core',
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const problems = firstOfEachLine([...yaml.errors, ...yaml.warnings], text)
    .slice(0, mostSyntaxErrors)
    .map((error) => {
      const range = visibleRange(error.pos, text);
      const problem = errorAt(range, 'yaml.syntax', yamlMessage(error, text));
      return withFixes(problem, [yamlFix(error, text)]);
    });
  const root = yaml.contents;
  const reader: Reader = {
    text,
    problems,
    root,
    anchors: new Map(),
    done: new Map(),
    open: new Set(),
  };
  const value = root === null ? undefined : readNode(reader, root, undefined)?.node;
  return { value, problems: problems.slice(0, mostProblems) };
}

/** One slip makes several errors in a line; the first one names it. */
function firstOfEachLine(errors: readonly YAMLError[], text: string): readonly YAMLError[] {
  const lines = createLineMap(text);
  const seen = new Set<number>();
  return errors.filter((error) => {
    const { line } = lines.positionAt(error.pos[0]);
    const isFirst = !seen.has(line);
    seen.add(line);
    return isFirst;
  });
}

interface Reader {
  readonly text: string;
  readonly problems: Problem[];
  /** The node that nothing is around. */
  readonly root: unknown;
  /** The last node with each anchor, in the order of the file. */
  readonly anchors: Map<string, unknown>;
  /** Nodes that were read, so that an alias takes what its anchor gave. */
  readonly done: Map<unknown, Read>;
  /** Nodes that are being read, so that an alias to one of them is found. */
  readonly open: Set<unknown>;
}

/** A node and how many values it stands for once aliases are followed. */
interface Read {
  readonly node: SpecNode;
  readonly values: number;
}

/** `keyRange` is the place of a value that is not written. */
function readNode(reader: Reader, node: unknown, keyRange: Range | undefined): Read | undefined {
  if (isAlias(node)) {
    return readAlias(reader, node);
  }
  const known = reader.done.get(node);
  if (known) {
    return known;
  }
  reader.open.add(node);
  const anchor = (node as { anchor?: string } | null)?.anchor;
  if (anchor !== undefined) {
    reader.anchors.set(anchor, node);
  }
  const read = readFresh(reader, node, keyRange);
  reader.open.delete(node);
  if (read && read.values > mostValues) {
    const message = `There are more than ${mostValues.toLocaleString('en')} values here, aliases included: write fewer`;
    reader.problems.push(errorAt(read.node.range, 'yaml.syntax', message));
    // Reported once, however often an alias asks for it.
    reader.done.set(node, nothing(read.node.range));
    return undefined;
  }
  if (read) {
    reader.done.set(node, read);
  }
  return read;
}

function readFresh(reader: Reader, node: unknown, keyRange: Range | undefined): Read | undefined {
  const range = rangeOf(node, reader.text);
  if (isScalar(node)) {
    return { node: readScalar(reader, node, range, keyRange), values: 1 };
  }
  if (isSeq(node)) {
    const items = node.items
      .map((item) => readNode(reader, item, dashRange(item, reader.text)))
      .filter(isRead);
    const layout = layoutOf(
      reader,
      node,
      range,
      node.items.map((item) => itemRange(reader, node, item)),
    );
    return {
      node: { kind: 'list', items: items.map((item) => item.node), range, layout },
      values: total(items),
    };
  }
  return isMap(node) ? readMapping(reader, node, range) : undefined;
}

/** `undefined` where a part is not written plainly, or where braces are left out. */
function layoutOf(
  { text, root }: Reader,
  node: YAMLMap | YAMLSeq,
  { start }: Range,
  parts: readonly (Range | undefined)[],
): Layout | undefined {
  const plain = parts.filter((part) => part !== undefined);
  const isFlow = node.flow === true;
  const isBare = isFlow && !'{['.includes(text.charAt(start));
  return isBare || plain.length < parts.length
    ? undefined
    : { text, parts: plain, form: isFlow ? 'flow' : 'block', isRoot: node === root, start };
}

/** From the dash, where the list has dashes. */
function itemRange({ text }: Reader, list: YAMLSeq, item: unknown): Range | undefined {
  const { start, end } = rangeOf(item, text);
  if (list.flow === true) {
    return { start, end };
  }
  const lead = /-[ \t]+(?:[&!]\S+[ \t]+)*$/.exec(text.slice(Math.max(0, start - 100), start));
  return lead ? { start: start - lead[0].length, end } : undefined;
}

/** From the key to the end of the value, or to the colon before no value. */
function pairRange({ text }: Reader, key: unknown, value: unknown): Range {
  const { start, end } = rangeOf(key, text);
  const written = rangeOf(value, text);
  const colon = /^\s*:/.exec(text.slice(end, end + 100))?.[0].length ?? 0;
  return { start, end: written.end > written.start ? written.end : end + colon };
}

function readMapping(reader: Reader, map: YAMLMap, range: Range): Read {
  const layout = layoutOf(
    reader,
    map,
    range,
    map.items.map(({ key, value }) => pairRange(reader, key, value)),
  );
  const entries = new Map<string, MappingEntry>();
  const values: Read[] = [];
  for (const pair of map.items) {
    const keyRange = rangeOf(pair.key, reader.text);
    const key = readKey(reader, pair.key, keyRange);
    if (key === undefined) {
      continue;
    }
    const first = entries.get(key);
    if (first) {
      const message = `Key "${key}" appears twice: remove one of the two`;
      const related = [{ range: first.keyRange, message: 'The first one is here' }];
      const problem = errorAt(keyRange, 'spec.duplicate-key', message, related);
      reader.problems.push(withFixes(problem, [removalFix(layout, key, keyRange.start)]));
      continue;
    }
    const value = readNode(reader, pair.value, keyRange) ?? nothing(keyRange);
    entries.set(key, { key, keyRange, value: value.node });
    values.push(value);
  }
  const node: MappingNode = { kind: 'mapping', entries: [...entries.values()], range, layout };
  return { node, values: total(values) };
}

/** Keys are words; numbers and the like count as the characters they are written with. */
function readKey(reader: Reader, key: unknown, range: Range): string | undefined {
  if (isScalar(key)) {
    return typeof key.value === 'string' ? key.value : (key.source ?? '');
  }
  reader.problems.push(errorAt(range, 'yaml.syntax', nonStringKey));
  return undefined;
}

function readScalar(
  reader: Reader,
  scalar: { value: unknown; source?: string; type?: string },
  range: Range,
  keyRange: Range | undefined,
): ScalarNode {
  const { value } = scalar;
  const style = styles[scalar.type ?? ''] ?? 'plain';
  if (value === null || value === undefined) {
    const isWritten = (scalar.source ?? '') !== '';
    const place = isWritten ? range : (keyRange ?? range);
    return { kind: 'scalar', value: undefined, text: scalar.source ?? '', style, range: place };
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const text = typeof value === 'string' ? value : (scalar.source ?? String(value));
    return { kind: 'scalar', value, text, style, range };
  }
  reader.problems.push(
    errorAt(
      range,
      'yaml.syntax',
      'A tag gives this value a type that a spec does not use: remove it',
    ),
  );
  return { kind: 'scalar', value: scalar.source ?? '', text: scalar.source ?? '', style, range };
}

function readAlias(reader: Reader, alias: Alias): Read | undefined {
  const range = rangeOf(alias, reader.text);
  const target = reader.anchors.get(alias.source);
  if (target === undefined || reader.open.has(target)) {
    const message = target
      ? `Alias "*${alias.source}" stands inside its own anchor: write the value out`
      : `Alias "*${alias.source}" has no anchor: write "&${alias.source}" before a value above`;
    reader.problems.push(errorAt(range, 'yaml.syntax', message));
    return undefined;
  }
  return readNode(reader, target, range);
}

function nothing(range: Range): Read {
  return {
    node: { kind: 'scalar', value: undefined, text: '', style: 'plain', range },
    values: 1,
  };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** The characters of a node without white space after it. */
function rangeOf(node: unknown, text: string): Range {
  const found = (node as { range?: readonly number[] } | null | undefined)?.range;
  const start = Math.min(found?.[0] ?? 0, text.length);
  const end = Math.min(found?.[1] ?? start, text.length);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Where a list item stands of which only the dash is written. */
function dashRange(item: unknown, text: string): Range {
  const { start } = rangeOf(item, text);
  const dash = text.lastIndexOf('-', start);
  return { start: Math.max(0, dash), end: Math.max(0, dash) + 1 };
}

/** A stretch inside the text of at least one character, where the text has any. */
function visibleRange([from, to]: readonly [number, number], text: string): Range {
  const start = Math.max(0, Math.min(from, text.length - 1));
  return { start, end: Math.max(Math.min(to, text.length), Math.min(start + 1, text.length)) };
}

function isRead(read: Read | undefined): read is Read {
  return read !== undefined;
}

function total(reads: readonly Read[]): number {
  return reads.reduce((sum, read) => sum + read.values, 1);
}
