import { assertNever } from '../base/invariant.ts';
import { cellFunctions, functionNames } from '../cells/functions.ts';
import { numbersOf } from '../resolve/dataFacts.ts';
import { printInline } from '../spec/printSpec.ts';
import type { TextMeaning } from '../spec/valueType.ts';
import { completeEquations } from './completeEquations.ts';
import { completeFiles } from './completeFiles.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { dataColumns, firstValues } from './dataColumns.ts';
import { assignedNames, cellAtPlace, parametersAtPlace } from './placeNames.ts';

/** What a text, or a key that the user chooses, may be, where that follows from what is there. */
export function completeText(
  completing: Completing,
  means: TextMeaning,
): readonly CompletionItem[] {
  const { place } = completing;
  switch (means.kind) {
    case 'file':
      return completeFiles(completing, means.endings);
    case 'column':
      return columns(completing);
    case 'equations':
      return completeEquations(completing);
    case 'value': {
      const written = cellAtPlace(completing);
      const names = written ? assignedNames(written).map(({ name }) => name) : [];
      return [...new Set(names)].map((name) => completionItem(place, 'name', name));
    }
    case 'size':
      return sizes(completing);
    case 'function':
      return functionNames.map((name) =>
        completionItem(place, 'function', name, { detail: cellFunctions[name].meaning }),
      );
    case 'parameter':
      return parametersAtPlace(completing).map(({ name, shape }) =>
        completionItem(place, 'name', name, {
          detail: shape ? `[${shape.join(', ')}]` : `all that are called so`,
        }),
      );
    default:
      return assertNever(means);
  }
}

/** The columns of the data file that hold numbers, with their first values. */
function columns({ analysis, place }: Completing): readonly CompletionItem[] {
  return dataColumns(analysis)
    .filter((column) => numbersOf(column).text.length === 0)
    .map((column) => {
      const insertText = place.quote === '' ? printInline(column.name) : column.name;
      const rest = { detail: firstValues(column), insertText };
      return completionItem(place, 'column', column.name, rest);
    });
}

/** `input`, and the options of the cell that are sizes. */
function sizes(completing: Completing): readonly CompletionItem[] {
  const options = cellAtPlace(completing)?.cell.definition?.options ?? {};
  const own = Object.entries(options).filter(([, { kind }]) => kind === 'size');
  return ['input', ...own.map(([name]) => name)].map((name) =>
    completionItem(completing.place, 'name', name),
  );
}
