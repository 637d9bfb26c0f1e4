import type { OptionValues } from '../../src/spec/spec.ts';

/** How one cell of the library is exported. */
export interface LibraryOperator {
  readonly name: string;
  readonly options: OptionValues;
  readonly operator: 'LSTM' | 'GRU' | 'RNN' | 'Scan';
}

/** Every cell of the library, by operator. */
const cells: Readonly<Record<LibraryOperator['operator'], readonly string[]>> = {
  RNN: ['rnn', 'irnn'],
  LSTM: [
    'lstm',
    'lstm-b',
    'lstm-f',
    'lstm-i',
    'lstm-o',
    'peephole-lstm',
    'np',
    'nig',
    'nfg',
    'nog',
    'niaf',
    'noaf',
    'cifg',
    'cifg-keep-forget',
  ],
  GRU: ['gru', 'gru-reset-before', 'mut2', 'ugrnn', 'mgu'],
  Scan: [
    'jordan',
    'lstm-printed',
    'fgr',
    'mut1',
    'mut3',
    'mingru',
    'mingru-log',
    'minlstm',
    'sru',
    'qrnn',
    'indrnn',
    'lnlstm',
    'slstm',
    'lem',
    'cornn',
    'mogrifier',
  ],
};

/** What the options of a cell change. */
const withOptions: readonly LibraryOperator[] = [
  { name: 'rnn', options: { activation: 'relu' }, operator: 'RNN' },
  { name: 'jordan', options: { activation: 'relu' }, operator: 'Scan' },
  { name: 'lstm', options: { projection: 2 }, operator: 'Scan' },
  { name: 'indrnn', options: { activation: 'tanh' }, operator: 'Scan' },
  { name: 'cornn', options: { dt: 0.5, gamma: 2 }, operator: 'Scan' },
];

/** Every cell of the library, plainly and with its options. */
export const libraryOperators: readonly LibraryOperator[] = [
  ...(Object.keys(cells) as LibraryOperator['operator'][]).flatMap((operator) =>
    cells[operator].map((name) => ({ name, options: {}, operator })),
  ),
  ...withOptions,
];
