import type { DataSource, SourceFile } from '../../../src/resolve/dataSource.ts';

const lines = <T>(count: number, line: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => line(index));

/** A table of four columns; `shift` makes another one of it. */
const series = (shift: number) =>
  [
    'value,other,third',
    ...lines(60, (row) => `${(row + shift) % 7},${row * 0.5},${Math.sin(row).toFixed(3)}`),
  ].join('\n');

/** Series of two dimensions and of unequal length. */
const archive = (header: string, count: number, label: (index: number) => string | number) =>
  [
    header,
    '@data',
    ...lines(count, (index) => {
      const numbers = lines(3 + (index % 3), (step) => (index * step) % 5).join(',');
      return `${numbers}:${numbers}:${label(index)}`;
    }),
  ].join('\n');

const animals = ['cat', 'dog'];
const classes = (count: number) =>
  archive('@classLabel true cat dog', count, (index) => `${animals[index % 2]}`);
const numbers = (count: number) => archive('@targetLabel true', count, (index) => index);

const names = (count: number) =>
  `label,text\n${lines(count, (index) => `${animals[index % 2]},${'miau wau '.repeat(1 + (index % 3))}a${index % 5 === 0 ? 'b' : ''}${index % 11 === 0 ? 'q' : ''}`).join('\n')}`;

const tagged = (count: number) =>
  lines(
    count,
    (index) =>
      `the\tD\n${animals[index % 2]}\tN\n${index % 3 === 0 ? 'sat\tV\n' : ''}${index % 6 === 0 ? 'up\tV\n' : ''}${index === 1 ? 'on\tV\n' : ''}`,
  ).join('\n');

const pieces = (count: number) => {
  const piece = (index: number) =>
    lines(4 + (index % 2), (step) => [60 + ((index + step) % 3), 64 + (step % 4)]);
  return JSON.stringify({
    train: lines(count, piece),
    valid: lines(2, piece),
    test: lines(2, piece),
  });
};

/** Each file with another one that can stand in its place, `other-` before its name. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  'series.csv': [series(0), series(1)],
  'train.ts': [classes(12), classes(14)],
  'part.ts': [classes(4), classes(5)],
  'train-numbers.ts': [numbers(12), numbers(14)],
  'part-numbers.ts': [numbers(4), numbers(5)],
  'names.csv': [names(12), names(14)],
  'part.csv': [names(4), names(5)],
  'train.tsv': [tagged(12), tagged(14)],
  'part.tsv': [tagged(4), tagged(5)],
  'verse.txt': [
    `xyy${'the cat sat on the mat and the rat sat.\n'.repeat(12)}`,
    'the rat sat on the cat and the mat sat.\n'.repeat(12),
  ],
  'pieces.json': [pieces(6), pieces(7)],
  'mine.cell.yaml': [
    'equations: h = tanh(W @ x + R @ h[t-1])\n',
    'equations: h = relu(W @ x + R @ h[t-1])\n',
  ],
};

const files = new Map(
  Object.entries(pairs).flatMap(([file, [text, other]]) => [
    [file, sourceFile(file, text)] as const,
    [`other-${file}`, sourceFile(`other-${file}`, other)] as const,
  ]),
);

/** The files of `baseSpecs`. */
export const keyFiles: DataSource = {
  read: (file) => files.get(file) ?? { kind: 'missing', path: `/data/${file}` },
};

function sourceFile(file: string, text: string): SourceFile {
  return { kind: 'text', text, path: `/data/${file}` };
}
