import type { Analysis } from '../resolve/analysis.ts';
import { type Meaning, meaningAt, occurrencesIn } from './findOccurrences.ts';
import { type Location, locationsIn, startOf } from './location.ts';
import { provideLinks } from './provideLinks.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';
import type { CellHome, IndexedFile, Workspace } from './workspace.ts';

/**
 * Where a name comes from: a cell's equations, here, in its file or in the library; the equation that
 * assigns a value; the first equation with a parameter; an option. A path leads to its file.
 */
export function provideDefinition(
  file: Analysis & IndexedFile,
  offset: number,
  workspace: Workspace,
): readonly Location[] {
  const link = provideLinks(file).find(({ range }) => range.start <= offset && offset <= range.end);
  if (link) {
    return [startOf(link.path)];
  }
  const meaning = meaningAt(file, offset, workspace);
  if (!meaning) {
    return [];
  }
  return meaning.homes.flatMap((home) =>
    meaning.occurrence.kind === 'cell' ? cellLocation(home) : namesIn(home, meaning, workspace),
  );
}

/** The key of the cell, or the start of a file that is nothing but the cell. */
function cellLocation({ file, name }: CellHome): readonly Location[] {
  const keyRange = symbolIndex(file).cells.get(name)?.keyRange;
  return keyRange ? locationsIn(file, [keyRange]) : [startOf(file.path)];
}

/** For each name that is meant, where it gets its meaning, or else the first equation with it. */
function namesIn({ file }: CellHome, meaning: Meaning, workspace: Workspace): readonly Location[] {
  const places = occurrencesIn(file, meaning, workspace).filter(
    ({ isInEquation, access }) => isInEquation || access === 'write',
  );
  const ranges = [...meaning.names].flatMap((name) => {
    const all = places.filter((place) => place.name === name);
    const defining = all.filter(({ access }) => access === 'write');
    const isParameter = all[0]?.kind === 'parameter';
    return (defining.length > 0 || !isParameter ? defining : all.slice(0, 1)).map(
      ({ range }) => range,
    );
  });
  return locationsIn(file, ranges);
}
