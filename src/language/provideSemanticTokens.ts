import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';
import type { NameKind } from './symbols/cellNames.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/** A name in the colour of what it is. */
export interface SemanticToken {
  readonly range: Range;
  readonly type: SemanticTokenType;
  readonly modifiers: readonly SemanticTokenModifier[];
}

/**
 * What names are told apart as. Editors know `class`, `function`, `variable` and `parameter`; the
 * others are contributed by the extension, with what they are a kind of.
 */
export const semanticTokenTypes = [
  'class',
  'function',
  'variable',
  'parameter',
  'state',
  'gate',
  'input',
  'size',
  'option',
] as const;
export type SemanticTokenType = (typeof semanticTokenTypes)[number];

/** `definition` is where a name gets its meaning; `defaultLibrary` are cells and layers of ours. */
export const semanticTokenModifiers = ['definition', 'defaultLibrary'] as const;
export type SemanticTokenModifier = (typeof semanticTokenModifiers)[number];

/** The names of cells and those inside their equations, in the order of the file. */
export function provideSemanticTokens(analysis: Analysis): readonly SemanticToken[] {
  const { occurrences, cells } = symbolIndex(analysis);
  return occurrences.map(({ range, name, kind, access }) => {
    const isOurs =
      kind === 'layer' || (kind === 'cell' && cells.get(name)?.home?.kind === 'library');
    const modifiers: SemanticTokenModifier[] = [
      ...(access === 'write' ? (['definition'] as const) : []),
      ...(isOurs ? (['defaultLibrary'] as const) : []),
    ];
    return { range, type: typesByKind[kind], modifiers };
  });
}

const typesByKind: Readonly<Record<NameKind, SemanticTokenType>> = {
  cell: 'class',
  layer: 'class',
  function: 'function',
  value: 'variable',
  candidate: 'variable',
  parameter: 'parameter',
  state: 'state',
  gate: 'gate',
  input: 'input',
  size: 'size',
  option: 'option',
};
