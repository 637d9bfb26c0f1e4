import type { OptionValues } from '../spec.ts';
import type { MappingEntry } from '../tree.ts';
import type { KeyDeclaration, ValueType } from '../valueType.ts';
import { type KeyDeclarations, mappingType } from './mappingType.ts';

/**
 * A mapping with declared keys and others beside them, which become `options`. What they mean is
 * known only when the spec is resolved, so they are judged there.
 */
export function openMappingType<T extends { readonly options: OptionValues }>(
  keys: KeyDeclarations<Omit<T, 'options'>>,
): ValueType<T> {
  const closed = mappingType<Omit<T, 'options'>>(keys);
  const names = Object.keys(keys);
  return {
    description: closed.description,
    shape: {
      kind: 'mapping',
      keys: keys as Readonly<Record<string, KeyDeclaration<unknown>>>,
      isOpen: true,
    },
    decode: (node, place, report) => {
      if (node.kind !== 'mapping') {
        return closed.decode(node, place, report) as undefined;
      }
      const others = node.entries.filter(({ key }) => !names.includes(key));
      const declared = node.entries.filter((entry) => !others.includes(entry));
      const decoded = closed.decode({ ...node, entries: declared }, place, report);
      return decoded && { value: { ...decoded.value, options: valuesOf(others) } as T };
    },
    encode: (value) => ({ ...(closed.encode(value) as object), ...value.options }),
  };
}

function valuesOf(entries: readonly MappingEntry[]): OptionValues {
  return Object.fromEntries(
    entries.flatMap(({ key, value: node }) =>
      node.kind === 'scalar' && (typeof node.value === 'number' || typeof node.value === 'string')
        ? [[key, node.value]]
        : [],
    ),
  );
}
