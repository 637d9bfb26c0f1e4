import type { DataSource, SourceFile } from '../../src/resolve/dataSource.ts';

/** Forty days of two series; `flat` never changes. */
const series = [
  'date,value,other,flat',
  ...Array.from({ length: 40 }, (_, day) => `day ${day + 1},${day % 7},${day * 0.5},3`),
].join('\n');

/** A column that shows another one two rows ahead, and two that were scaled by all rows. */
const prepared = () => {
  const values = Array.from({ length: 62 }, (_, day) => ((day * day) % 23) + day);
  const rows = values.slice(0, 60);
  const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length;
  const deviation = Math.sqrt(rows.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 60);
  const [low, high] = [Math.min(...rows), Math.max(...rows)];
  const lines = rows.map((value, day) =>
    [
      value,
      values[day + 2],
      (value - low) / (high - low),
      ((value - mean) / deviation).toFixed(5),
    ].join(','),
  );
  return ['value,ahead,unit,standard', ...lines].join('\n');
};

/** Labelled series of two dimensions; `labels` are one per series. */
const archive = (header: string, labels: readonly (string | number)[]) =>
  [
    '# A comment',
    '@problemName Small',
    '@timeStamps false',
    header,
    '@data',
    ...labels.map((label, place) => `${place},2,3:4,5,6:${label}`),
  ].join('\n');

const cats = '@classLabel true cat dog';

const texts: Readonly<Record<string, string>> = {
  'series.csv': series,
  'prepared.csv': prepared(),
  'short.csv': 'date,value\na,1\nb,2\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\ni,9\nj,10\n',
  'gaps.csv': `date,value\na,1\nb,\nc,3\nd,NA\n${'x,1\n'.repeat(40)}`,
  'words.csv': `date,value\na,1\nb,many\nc,3\nd,some\n${'x,1\n'.repeat(40)}`,
  'empty.csv': '',
  'header.csv': 'date,value\n',
  'ragged.csv': 'date,value\na,1\nb\n',
  'train.ts': archive(cats, ['cat', 'dog', 'cat', 'dog', 'cat', 'dog', 'cat', 'dog', 'cat', 'cat']),
  'test.ts': archive(cats, ['dog', 'cat']),
  'few.ts': archive(cats, ['dog', 'cat']),
  'birds.ts': archive('@classLabel true cat dog bird', ['bird', 'cat', 'bird']),
  'nobirds.ts': archive('@classLabel true cat dog bird', [
    'cat',
    'dog',
    'cat',
    'dog',
    'cat',
    'dog',
  ]),
  'none.ts': archive(cats, []),
  'numbers.ts': archive('@targetLabel true', [1, 2, 3, 4, 5]),
  'flat.ts': '@classLabel true cat dog\n@data\n1,2,3:cat\n4,5,6:dog',
  'gap.ts': '@classLabel true cat dog\n@data\n1,2:3,4:cat\n4,?:1,2:dog',
  'names.csv': `label,text\n${'cat,miau\ndog,wau\n'.repeat(10)}`,
  'cows.csv': 'text,label\nmuh,cow\nwau,dog\n',
  'unnamed.csv': 'cat,miau\ndog,wau\n',
  'holes.csv': 'label,text\ncat,miau\ndog,\n',
  'verse.txt': 'the cat sat on the mat and the rat sat on the cat.\n'.repeat(20),
  'long.txt': 'the cat sat on the mat. '.repeat(200),
  'blank.txt': '',
  'train.tsv': 'the\tD\ncat\tN\n\nthe\tD\nrat\tN\nsat\tV\n\n'.repeat(10),
  'test.tsv': 'the\tD\nbat\tN\n',
  'verbs.tsv': 'sat\tVB\nup\tRP\n',
  'echo.tsv': 'the\tthe\ncat\tcat\n\nthe\tthe\nrat\trat\n\n'.repeat(10),
  'broken.tsv': 'the\tD\ncat N\n',
  'blank.tsv': '\n\n',
  'pieces.json': JSON.stringify({
    train: [
      [[60, 64], [62], [60]],
      [[67], [65]],
    ],
    valid: [[[60], [62]]],
    test: [[[60], [59], []]],
  }),
  'right.cell.yaml': 'equations: h = dt * tanh(W @ x + R @ h[t-1])\noptions: {dt: {number: 1}}\n',
  'wrong.cell.yaml':
    'summary: mistakes\nequations: |\n  g = tnah(W @ x)\n  h = g + x + R @ h[t-1]\n',
  'strange.cell.yaml': 'equations: h = tanh(W @ x + R @ h[t-1])\nsummry: none\n',
  'started.cell.yaml': 'equations: h = tanh(W @ x + R @ h[t-1])\ninit: {V: 1}\n',
  'no.cell.yaml': 'task: forecast\n',
  'part.json': '{"train": [[[60], [62]]], "valid": [], "test": [[[60], [62]]]}',
  'words.json': '{"train": [[["C4"]]], "valid": [], "test": []}',
};

const files = new Map(
  Object.entries(texts).map(([file, text]): [string, SourceFile] => [
    file,
    { kind: 'text', text, path: `/data/${file}` },
  ]),
);

/** Data files in memory; a file that is not among them is missing. */
export const memoryDataSource: DataSource = {
  read: (file) => files.get(file) ?? { kind: 'missing', path: `/data/${file}` },
};
