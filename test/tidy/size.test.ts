import { Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { listSources, parseSource, readText } from './sources.ts';

const longestFile = 400;
const longestFunction = 80;

/** Tables and exhaustive switches that are one idea however long, as `file#function`. */
const exceptions: ReadonlySet<string> = new Set([]);

const sources = listSources('src', 'media', 'scripts');
const functions = sources.flatMap(functionsOf);

describe('sizes', () => {
  test(`no file is longer than ${longestFile} lines`, () => {
    const lengths = [...sources, ...listSources('test')].map((file) => ({
      file,
      lines: readText(file).trimEnd().split('\n').length,
    }));
    expect(lengths.filter(({ lines }) => lines > longestFile)).toEqual([]);
  });

  test(`no function is longer than ${longestFunction} lines`, () => {
    const long = functions.filter(({ lines }) => lines > longestFunction);
    expect(long.filter(({ name }) => !exceptions.has(name))).toEqual([]);
  });

  test('every exception is still needed', () => {
    const long = functions.filter(({ lines }) => lines > longestFunction).map(({ name }) => name);
    expect([...exceptions].filter((name) => !long.includes(name))).toEqual([]);
  });
});

interface FunctionLength {
  /** `src/graph/shapes.ts#inferShape`, or the line for a function without a name. */
  readonly name: string;
  readonly lines: number;
}

function functionsOf(file: string): readonly FunctionLength[] {
  const text = readText(file);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const found: FunctionLength[] = [];
  const names = new Map<number, string>();
  const add = ({ start, end, id }: { start: number; end: number; id?: unknown }) => {
    const ownName = hasName(id) ? id.name : undefined;
    const name = ownName ?? names.get(start) ?? `line ${lineAt(start)}`;
    found.push({ name: `${file}#${name}`, lines: lineAt(end) - lineAt(start) + 1 });
  };
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (init && hasName(id)) {
        names.set(init.start, id.name);
      }
    },
    MethodDefinition({ key, value }) {
      if (hasName(key)) {
        names.set(value.start, key.name);
      }
    },
    Property({ key, value }) {
      if (hasName(key)) {
        names.set(value.start, key.name);
      }
    },
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(parseSource(file).program);
  return found;
}

function hasName(node: unknown): node is { readonly name: string } {
  return typeof node === 'object' && node !== null && 'name' in node;
}
