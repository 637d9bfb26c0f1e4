import type { Range } from '../base/range.ts';
import { cellFunctions, functionNames } from '../cells/functions.ts';
import { type Completing, type CompletionItem, completionItem } from './completionItem.ts';
import { assignedNames, cellAtPlace, type WrittenCell } from './placeNames.ts';

/** What may stand in an equation at the cursor: its values so far, states, parameters, functions. */
export function completeEquations(completing: Completing): readonly CompletionItem[] {
  const { analysis, offset } = completing;
  const { text } = analysis.document;
  const line = /[^\r\n]*$/.exec(text.slice(Math.max(0, offset - 1000), offset))?.[0] ?? '';
  const typed = /\w*$/.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - typed.length);
  const isNumber = /^\d/.test(typed) || /\d\.$/.test(before);
  const written = cellAtPlace(completing);
  if (/(^|\s)#/.test(line) || isNumber || !written) {
    return [];
  }
  const rest = /^\w*/.exec(text.slice(offset, offset + 100))?.[0] ?? '';
  const range = { start: offset - typed.length, end: offset + rest.length };
  if (/\w\[\s*$/.test(before)) {
    const isClosed = /^\s*\]/.test(text.slice(range.end));
    const item = { detail: 'the step before', insertText: isClosed ? 't-1' : 't-1]' };
    return [completionItem({ range }, 'value', 't-1', item)];
  }
  if (/\[\s*t?\s*-?$/.test(before)) {
    return [];
  }
  // What stands before an equation on its line: nothing, or the key and a quote.
  const equation = before.replace(/^\s*(?:- )?[\w-]+\s*:\s+/, '').replace(/^.*["']/, '');
  const lineStart = offset - line.length;
  return equation.trim() === '' ? leftSides(written, range) : operands(written, range, lineStart);
}

/** What the layer gives and the states that are read, as far as nothing assigns them yet. */
function leftSides(written: WrittenCell, range: Range): readonly CompletionItem[] {
  const { cell, occurrences } = written;
  const assigned = new Set(assignedNames(written).map(({ name }) => name));
  const output = cell.definition?.output ?? 'h';
  const states = occurrences
    .filter(({ access, name }) => access === 'previous' && name !== 'x')
    .map(({ name }) => name);
  return [...new Set([...states, output])]
    .filter((name) => !assigned.has(name))
    .map((name) => {
      const detail =
        name === output ? 'what the layer gives' : 'a state, which nothing assigns yet';
      return completionItem({ range }, 'name', name, {
        detail,
        insertText: `${name} = `,
        goesOn: true,
      });
    });
}

/** Only lines above have values already; those of the step before are there in every line. */
function operands(
  written: WrittenCell,
  range: Range,
  lineStart: number,
): readonly CompletionItem[] {
  const { cell, occurrences } = written;
  const assigned = assignedNames(written);
  const item = (name: string, detail: string, of = name) => {
    const shape = cell.names.get(of)?.shape;
    const words = shape ? `[${shape.join(', ')}] ` : '';
    return completionItem({ range }, 'name', name, { detail: `${words}${detail}` });
  };
  const named = (kind: string) =>
    unique(occurrences.filter((one) => cell.names.get(one.name)?.kind === kind));
  return [
    item('x', 'the input of this step'),
    ...unique(assigned.filter((one) => one.range.start < lineStart)).map((name) =>
      item(name, 'a value of this step'),
    ),
    ...unique(assigned).map((name) => item(`${name}[t-1]`, 'the value of the step before', name)),
    ...named('parameter').map((name) => item(name, 'a trained parameter')),
    ...named('option').map((name) => item(name, 'an option of the cell')),
    ...functionNames.map((name) => {
      const { meaning, most } = cellFunctions[name];
      return completionItem({ range }, 'function', name, {
        detail: meaning,
        insertText: `${name}(${most === 1 ? '$1' : '$1, $2'})`,
        isSnippet: true,
      });
    }),
    item('x[t-1]', 'the input of the step before', 'x'),
  ];
}

function unique(found: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(found.map(({ name }) => name))];
}
