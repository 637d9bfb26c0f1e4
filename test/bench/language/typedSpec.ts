import { libraryTexts } from '../../../src/cells/library.ts';

/** Lines of the spec that somebody types in. */
const lineCount = 500;
const cellCount = 20;
const rowCount = 100_000;

/** The spec's cells are copies of the library's, each used by one layer; comments fill it up. */
export function typedSpec(): string {
  const cells = Object.entries(libraryTexts)
    .slice(0, cellCount)
    .map(([name, text]) => ({ name: `my_${name}`, text: text.trimEnd() }));
  const lines = [
    'task: forecast',
    'data:',
    '  file: typed.csv',
    '  inputs: [first, second, third]',
    '  targets: [first]',
    '  window: 50',
    'cells:',
    ...cells.flatMap(({ name, text }) => [
      `  ${name}:`,
      ...text.split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
    ]),
    'model:',
    ...cells.map(({ name }) => `  - ${name}: {hidden: 16}`),
    '  - linear',
    'train:',
    '  epochs: 20',
    '  batch: 32',
  ];
  const rest = Math.max(0, lineCount - lines.length);
  return [
    ...Array.from({ length: rest }, () => '# Why it is so is written here'),
    ...lines,
    '',
  ].join('\n');
}

/** A table of so many rows as the spec names. */
export function typedTable(): string {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const value = Math.sin(row / 50);
    return `2020-01-01T00:00:00Z,${value.toFixed(4)},${(value * value).toFixed(4)},${row % 24},${row}`;
  });
  return `time,first,second,third,fourth\n${rows.join('\n')}\n`;
}

/** Where somebody types, what stands before the cursor, and what is typed there. */
export const typings: readonly { readonly after: string; readonly typed: string }[] = [
  { after: '# Why it is so', typed: 's' },
  { after: 'epochs: 20', typed: '0' },
  { after: 'inputs: [first', typed: 'x' },
  { after: '  - my_lstm: {hidden: 16', typed: ', ' },
  { after: '  - lin', typed: 'e' },
  { after: 'tanh(', typed: 'W' },
  { after: 'sigmoid(', typed: 'q + ' },
  { after: 'window: 5', typed: '1' },
  { after: 'batch: 32\n', typed: '  ' },
  { after: 'cells:\n', typed: '  new' },
];
