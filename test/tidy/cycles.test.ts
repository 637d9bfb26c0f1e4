import { expect, test } from 'vitest';
import { importsOf, listSources, resolveImport } from './sources.ts';

test('imports between source files form no cycle', () => {
  const sources = listSources('src', 'media', 'scripts');
  expect(sources.length).toBeGreaterThan(0);
  expect(findCycle(new Map(sources.map((file) => [file, targetsOf(file)])))).toEqual([]);
});

test('a cycle is found where there is one', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(findCycle(graph)).toEqual(['b', 'd', 'b']);
});

/** What a file loads when it runs; two files may name each other's types. */
function targetsOf(file: string): readonly string[] {
  return importsOf(file).flatMap(({ specifier, isTypeOnly }) =>
    isTypeOnly ? [] : (resolveImport(file, specifier) ?? []),
  );
}

/** The first cycle met, its first file named again at its end, or an empty list. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(file)) {
      return [...trail.slice(trail.indexOf(file)), file];
    }
    if (!done.has(file)) {
      for (const target of graph.get(file) ?? []) {
        const cycle = visit(target, [...trail, file]);
        if (cycle.length > 0) {
          return cycle;
        }
      }
      done.add(file);
    }
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) {
      return cycle;
    }
  }
  return [];
}
