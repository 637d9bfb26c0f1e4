import { type Location, locationsIn } from './location.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';
import type { IndexedFile, Workspace } from './workspace.ts';

/** Something in a workspace that people look for by its name. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: 'spec' | 'cell' | 'layer';
  /** The spec that a cell or a layer is in; empty for what is a file by itself. */
  readonly container: string;
  readonly location: Location;
}

/** Symbols that are shown at once; a longer name finds the others. */
const mostSymbols = 500;

/** The specs, cells and layers whose names have the characters of a query in their order. */
export function provideWorkspaceSymbols(
  query: string,
  { files }: Workspace,
): readonly WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const file of files.values()) {
    found.push(...symbolsIn(file).filter(({ name }) => hasInOrder(name, query)));
    if (found.length >= mostSymbols) {
      break;
    }
  }
  return found.slice(0, mostSymbols);
}

function symbolsIn(file: IndexedFile): readonly WorkspaceSymbol[] {
  const [, cell] = file.document.rootPath;
  const name = cell ?? specName(file.path);
  const [location] = locationsIn(file, [{ start: 0, end: 0 }]);
  const whole = location
    ? [
        {
          name,
          kind: cell === undefined ? ('spec' as const) : ('cell' as const),
          container: '',
          location,
        },
      ]
    : [];
  const inside = symbolIndex(file).occurrences.filter(
    ({ kind }) => kind === 'cell' || kind === 'layer',
  );
  const locations = locationsIn(
    file,
    inside.map(({ range }) => range),
  );
  const symbols = inside.flatMap((one, index): readonly WorkspaceSymbol[] => {
    const place = locations[index];
    const kind = one.access === 'write' ? 'cell' : 'layer';
    return place ? [{ name: one.name, kind, container: name, location: place }] : [];
  });
  return [...whole, ...symbols];
}

/** `airline` for `…/airline.rnn.yaml`. */
function specName(path: string): string {
  return (/[^\\/]*$/.exec(path)?.[0] ?? '').replace(/\.rnn\.ya?ml$/, '');
}

function hasInOrder(name: string, query: string): boolean {
  let from = 0;
  for (const character of query.toLowerCase()) {
    const at = name.toLowerCase().indexOf(character, from);
    if (at < 0) {
      return false;
    }
    from = at + 1;
  }
  return true;
}
