import type { Range } from '../base/range.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { plainCell } from '../resolve/plainCell.ts';
import { type DeclaredPlace, declarationAt } from '../spec/declarationAt.ts';
import { type PathAt, pathAt } from '../spec/pathAt.ts';
import { dataColumns, firstValues } from './dataColumns.ts';
import { describeCell, type HoverOptions } from './describeCell.ts';
import { describeKey } from './describeKey.ts';
import { describeLayer } from './describeLayer.ts';
import { describeName } from './describeName.ts';
import { escapeMarkdown } from './markdown.ts';
import { symbolIndex } from './symbols/symbolIndex.ts';

/** What the editor shows at a place of a spec. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/**
 * Explains what stands at an offset: a key with its meaning, unit, range and default; a layer with
 * its shapes; a cell with its equations; a name in equations; the words of a choice. `undefined` where
 * nothing is known.
 */
export function provideHover(
  analysis: Analysis,
  offset: number,
  options: HoverOptions,
): Hover | undefined {
  const name = symbolIndex(analysis).at(offset);
  const named = name && describeName(analysis, name);
  if (name && named !== undefined) {
    return { range: name.range, markdown: named };
  }
  const at = pathAt(analysis.document, offset);
  if (!at) {
    return undefined;
  }
  const markdown = hoverText(analysis, at, options);
  return markdown === undefined ? undefined : { range: at.range, markdown };
}

function hoverText(analysis: Analysis, at: PathAt, options: HoverOptions): string | undefined {
  const { path, part } = at;
  const [top, second] = path;
  const isLayer = top === 'model' && path.length === (part === 'key' ? 3 : 2);
  if (isLayer) {
    const name = analysis.document.text.slice(at.range.start, at.range.end);
    return describeLayer(analysis, Number(second), options) ?? cellText(analysis, name, options);
  }
  if (top === 'cells' && path.length === 2 && part === 'key' && second !== undefined) {
    return cellText(analysis, second, options);
  }
  const declared = declarationAt(path, analysis.document.task);
  return declared && declaredText(analysis, at, declared);
}

function cellText({ outline }: Analysis, name: string, options: HoverOptions): string | undefined {
  const definition = outline.cells.get(name);
  const cell = definition && plainCell(definition);
  return cell && describeCell(cell, options);
}

function declaredText(
  analysis: Analysis,
  { path, part, range }: PathAt,
  declared: DeclaredPlace,
): string | undefined {
  const { document } = analysis;
  const last = path.at(-1) ?? '';
  if (part === 'value') {
    const written = document.text.slice(range.start, range.end);
    const word = wordText(declared, written) ?? columnText(analysis, declared, written);
    if (word !== undefined) {
      return word;
    }
  }
  if (declared.key) {
    return describeKey(last, declared.key);
  }
  if (declared.name) {
    return `**${escapeMarkdown(last)}**: ${declared.name.documentation}.`;
  }
  // An item of a list is explained by the key of the list.
  const list = declarationAt(path.slice(0, -1), document.task);
  return list?.key && describeKey(path.at(-2) ?? '', list.key);
}

/** What a column of the data file begins with. */
function columnText(
  analysis: Analysis,
  { shapes }: DeclaredPlace,
  written: string,
): string | undefined {
  const isColumn = shapes.some((shape) => shape.kind === 'text' && shape.means?.kind === 'column');
  const name = written.replace(/^(["'])(.*)\1$/, '$2');
  const column = isColumn && dataColumns(analysis).find((one) => one.name === name);
  return column
    ? `**${escapeMarkdown(name)}**: a column that begins with ${escapeMarkdown(firstValues(column))}`
    : undefined;
}

/** The meaning of a word that the language knows at this place, such as `standard` or `adam`. */
function wordText({ shapes }: DeclaredPlace, word: string): string | undefined {
  for (const shape of shapes) {
    const documentation =
      shape.kind === 'choice'
        ? ownValue(shape.values, word)
        : shape.kind === 'variant'
          ? ownValue(shape.cases, word)?.documentation
          : undefined;
    if (documentation !== undefined) {
      return `**${word}**: ${documentation}.`;
    }
  }
  return undefined;
}

function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
