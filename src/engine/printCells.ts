import { present } from '../base/invariant.ts';
import type { Cell, CellDefinition } from '../cells/cell.ts';
import { cellFunctions } from '../cells/functions.ts';
import { cellLibrary } from '../resolve/cellLibrary.ts';
import { plainCell } from '../resolve/plainCell.ts';
import type { CellOption } from '../spec/spec.ts';
import { layerFormula } from './countFormulas.ts';

/** The cells of the library as Markdown, made from their files alone. */
export function printCells(): string {
  const cells = [...cellLibrary().values()].map(printCell);
  return `${[introduction(), ...cells].join('\n\n')}\n`;
}

function introduction(): string {
  const functions = Object.keys(cellFunctions).map((name) => `\`${name}\``);
  return `# The cells

A recurrent layer is the name of a cell with \`hidden\` and the options of the cell beside it. This page
lists the cells of the library; it is generated from their files, which are written in the same language
as cells of your own.

- \`@\` is the matrix product, \`+ - * /\` are elementwise; a new line is a new equation, except in
  brackets; \`#\` starts a comment.
- \`x\` is the input of this step and \`name[t-1]\` a value of the step before, \`x[t-1]\` included; such values
  are states, zero at the start.
- What no equation assigns is a trained parameter: left of \`@\` a matrix, elsewhere a vector. Values are as
  wide as \`hidden\` where \`size\` says nothing else; the sizes of parameters follow.
- The functions are ${functions.join(', ')}. \`max\` and \`min\` take two arguments; \`layer_norm(a, b, …)\` is \`a\`
  minus the mean, over the standard deviation, of all its arguments together; the others take one.

\`rnn cell check NAME\` holds a cell's gradients against finite differences and ONNX Runtime.`;
}

function printCell(definition: CellDefinition): string {
  const { name, summary, source, equations, options } = definition;
  const cell = present(plainCell(definition), name);
  const lines = Object.entries(options).map(([key, option]) => `- ${describeOption(key, option)}`);
  return [
    `## \`${name}\``,
    `${summary}.  \n*${source}.*`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    `\`\`\`\n${equations.trimEnd()}\n\`\`\``,
    `Output \`${cell.output}\`, states ${listNames(cell.states)}, parameters \`${countOf(cell)}\`.`,
  ].join('\n\n');
}

function describeOption(name: string, option: CellOption): string {
  const what = option.summary === '' ? '' : `: ${option.summary}`;
  switch (option.kind) {
    case 'number':
      return `\`${name}\`${what}; ${option.number} where it is not written.`;
    case 'function':
      return `\`${name}\`${what}; ${option.functions.map((it) => `\`${it}\``).join(' or ')}.`;
    case 'size': {
      const instead = option.instead?.trim();
      const usage = instead === undefined ? 'must be written' : `with it \`${instead}\``;
      return `\`${name}\`${what}; ${usage}.`;
    }
  }
}

function listNames(states: Cell['states']): string {
  return states.map(({ name }) => `\`${name}\``).join(', ');
}

function countOf({ parameters }: Cell): string {
  const shapes = new Map<string, number>();
  for (const { shape } of parameters) {
    const key = shape.join(' ');
    shapes.set(key, (shapes.get(key) ?? 0) + 1);
  }
  const tensors = [...shapes].map(([key, blocks]) => ({
    blocks,
    names: key.split(' '),
    lengths: key.split(' ').map(() => 1),
  }));
  // The formula goes on with the numbers of a layer, which a cell by itself does not have.
  const [words = ''] = layerFormula(tensors).split(' = ', 1);
  return words;
}
