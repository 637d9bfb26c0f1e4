import type { Range } from '../../base/range.ts';
import { equationNames } from '../../cells/equationNames.ts';
import { rangeInScalar } from '../../spec/scalarOffsets.ts';
import type { SpecNode } from '../../spec/tree.ts';
import { equationTexts, type NameKind } from './cellNames.ts';
import { entriesOf, itemsOf, valueAt, withoutQuotes } from './nodes.ts';
import type { IndexedCell, Occurrence } from './occurrence.ts';

/** Every name in the definition of one of a file's own cells, and the cell's own name. */
export function cellOccurrences(text: string, cell: IndexedCell): readonly Occurrence[] {
  const { name, keyRange, home } = cell;
  const range = keyRange && withoutQuotes(text, keyRange);
  const key: readonly Occurrence[] = range
    ? [{ range, name, kind: 'cell', access: 'write', isInEquation: false, cells: [] }]
    : [];
  return home?.kind === 'here'
    ? [
        ...key,
        ...namesInEquations(text, cell, home.node),
        ...namesInKeys(text, cell, home.node),
        ...namesInOptions(text, cell, home.node),
      ]
    : key;
}

function namesInEquations(file: string, cell: IndexedCell, node: SpecNode): readonly Occurrence[] {
  const texts = cell.definition ? equationTexts(cell.definition) : [];
  return texts.flatMap(({ path, text }) => {
    // A cell that is nothing but its equations has no keys.
    const scalar =
      node.kind === 'scalar' ? node : path.split('/').reduce<SpecNode | undefined>(valueAt, node);
    return equationNames(text).flatMap(({ name, range, use }): readonly Occurrence[] => {
      const access = use === 'assigned' ? 'write' : use === 'previous' ? 'previous' : 'read';
      return scalar?.kind === 'scalar'
        ? [
            {
              ...nameOf(cell, name, rangeInScalar(file, scalar, range)),
              access,
              isInEquation: true,
            },
          ]
        : [];
    });
  });
}

/** The names under `output`, `size` and `init`. */
function namesInKeys(text: string, cell: IndexedCell, node: SpecNode): readonly Occurrence[] {
  const nameAt = (name: string, range: Range, kind?: NameKind) =>
    nameOf(cell, name, withoutQuotes(text, range), kind);
  const output = valueAt(node, 'output');
  return [
    ...(output?.kind === 'scalar' ? [nameAt(output.text, output.range)] : []),
    ...entriesOf(valueAt(node, 'size')).flatMap(({ key, keyRange, value }) => [
      nameAt(key, keyRange),
      ...(value.kind === 'scalar' ? [nameAt(value.text, value.range, 'size')] : []),
    ]),
    ...entriesOf(valueAt(node, 'init')).map(({ key, keyRange }) =>
      nameAt(key, keyRange, 'parameter'),
    ),
  ];
}

/** The options, the values that are as wide as one of them, and the functions to choose from. */
function namesInOptions(text: string, cell: IndexedCell, node: SpecNode): readonly Occurrence[] {
  const namesIn = (list: SpecNode | undefined, kind: NameKind) =>
    itemsOf(list).flatMap((item) =>
      item.kind === 'scalar'
        ? [nameOf(cell, item.text, withoutQuotes(text, item.range), kind)]
        : [],
    );
  return entriesOf(valueAt(node, 'options')).flatMap(({ key, keyRange, value }) => [
    {
      ...nameOf(cell, key, withoutQuotes(text, keyRange), 'option'),
      access: 'write' as const,
    },
    ...namesIn(valueAt(value, 'size'), 'value'),
    ...namesIn(valueAt(value, 'function'), 'function'),
  ]);
}

/** `kind` is that of a name which no equation has. */
function nameOf(
  cell: IndexedCell,
  name: string,
  range: Range,
  kind: NameKind = 'value',
): Occurrence {
  const known = cell.names.get(name)?.kind ?? kind;
  return { range, name, kind: known, access: 'read', isInEquation: false, cells: [cell.name] };
}
