import type { Cell, CellSizes } from '../../src/cells/cell.ts';
import type { OptionValues } from '../../src/spec/spec.ts';
import { libraryCell, makeCell } from '../cells/runCell.ts';
import type { Nested } from './cellCase.ts';

/** One of our cells with the entry of the reference file that holds its numbers. */
export interface OracleCell {
  readonly cell: string;
  readonly entry: string;
  readonly options?: OptionValues;
  /** Sizes beside `input` and `hidden`. */
  readonly sizes?: CellSizes;
  /** The equations, where the library has no such cell. */
  readonly equations?: readonly string[];
  /** Takes the numbers of a parameter, or its gradient, from the reference's tensors. */
  readonly read?: ReadParameter;
  /** The names of states that are called otherwise there. */
  readonly states?: Readonly<Record<string, string>>;
}

type ReadParameter = (name: string, tensors: Readonly<Record<string, Nested>>) => Nested;

/** The cell of an entry. */
export function oracleCell({ cell, options, equations }: OracleCell): Cell {
  return equations ? makeCell(equations.join('\n'), { name: cell }) : libraryCell(cell, options);
}

/** The candidate gate of an LSTM is `z` there and `g` here. */
const lstmNames = named((name) => name.replace('_g', '_z'));
const lstm = (cell: string, entry: string): OracleCell => ({ cell, entry, read: lstmNames });

const gateOf = (name: string) =>
  `${name} = sigmoid(W_${name} @ x + R_${name} @ h[t-1] + b_${name})`;
const candidate = 'g = tanh(W_g @ x + R_g @ h[t-1] + b_g)';

/** The variants of Greff et al. without peepholes, which the library does not hold. */
function withoutPeepholes(name: string, changes: Readonly<Record<string, string>>): OracleCell {
  const lines = {
    i: gateOf('i'),
    f: gateOf('f'),
    g: candidate,
    o: gateOf('o'),
    c: 'c = f * c[t-1] + i * g',
    h: 'h = o * tanh(c)',
    ...changes,
  };
  const entry = `greff_${name}_nopeep`;
  return { cell: entry, entry, read: lstmNames, equations: Object.values(lines) };
}

const seeing = (gate: string) =>
  `${gate} = sigmoid(W_${gate} @ x + R_${gate} @ h[t-1] + b_${gate} + R_i${gate} @ i[t-1] + R_f${gate} @ f[t-1] + R_o${gate} @ o[t-1])`;

/** Every entry of the reference file. */
export const oracleCells: readonly OracleCell[] = [
  { cell: 'rnn', entry: 'rnn_tanh' },
  { cell: 'rnn', entry: 'rnn_relu', options: { activation: 'relu' } },
  { cell: 'irnn', entry: 'rnn_relu' },
  { cell: 'jordan', entry: 'jordan_tanh', options: { output: 2 }, sizes: { output: 2 } },
  lstm('lstm', 'lstm'),
  lstm('lstm-b', 'joz_lstm_b'),
  lstm('np', 'lstm'),
  lstm('peephole-lstm', 'lstm_peephole'),
  ...['nig', 'nfg', 'nog', 'niaf', 'noaf', 'cifg', 'fgr'].map((name) =>
    lstm(name, `greff_${name}`),
  ),
  withoutPeepholes('nig', { i: 'i = 1' }),
  withoutPeepholes('nfg', { f: 'f = 1' }),
  withoutPeepholes('nog', { o: 'o = 1' }),
  withoutPeepholes('niaf', { g: 'g = W_g @ x + R_g @ h[t-1] + b_g' }),
  withoutPeepholes('noaf', { h: 'h = o * c' }),
  withoutPeepholes('cifg', { f: 'f = 1 - i' }),
  withoutPeepholes('fgr', { i: seeing('i'), f: seeing('f'), o: seeing('o') }),
  lstm('cifg-keep-forget', 'cifg_from_f_nopeep'),
  lstm('lstm-printed', 'joz_lstm_printed'),
  lstm('lstm-f', 'joz_lstm_f'),
  lstm('lstm-i', 'joz_lstm_i'),
  lstm('lstm-o', 'joz_lstm_o'),
  {
    cell: 'lstm',
    entry: 'lstmp',
    options: { projection: 2 },
    sizes: { projection: 2 },
    read: named((name) => (name === 'W_h' ? 'W_p' : name.replace('_g', '_z'))),
  },
  { cell: 'lnlstm', entry: 'lnlstm', read: readNormalised },
  { cell: 'gru', entry: 'gru_reset_after' },
  { cell: 'gru-reset-before', entry: 'gru_reset_before' },
  ...['mut1', 'mut2', 'mut3'].map((name) => ({
    cell: name,
    entry: name,
    read: named((it) => (it.startsWith('P') ? 'Px' : it)),
  })),
  { cell: 'ugrnn', entry: 'ugrnn' },
  { cell: 'mgu', entry: 'mgu' },
  { cell: 'indrnn', entry: 'indrnn_relu' },
  { cell: 'mingru', entry: 'mingru_linear' },
  { cell: 'mingru-log', entry: 'mingru_g' },
  { cell: 'minlstm', entry: 'minlstm_linear' },
  { cell: 'sru', entry: 'sru_v2' },
  {
    cell: 'qrnn',
    entry: 'qrnn_fo_w2',
    read: named((name) => name.replace('W_', 'W1_').replace('V_', 'W0_')),
    states: { x: 'xprev' },
  },
  { cell: 'slstm', entry: 'slstm' },
  { cell: 'lem', entry: 'lem' },
  { cell: 'cornn', entry: 'cornn_explicit' },
  {
    cell: 'mogrifier',
    entry: 'mogrifier_r5',
    read: named((name) => name.replace(/_([1-5])/, '$1').replace('_g', '_z')),
  },
];

function named(rename: (name: string) => string): ReadParameter {
  return (name, tensors) => tensors[rename(name)] as Nested;
}

/** There the rows of all gates lie together, in the order f, i, o, g. */
function readNormalised(name: string, tensors: Readonly<Record<string, Nested>>): Nested {
  const [stem = '', gate = ''] = name.split('_');
  if (gate === 'c') {
    return tensors[stem === 's' ? 'g_c' : 'b_c'] as Nested;
  }
  const whole = tensors[{ s: 'g_x', q: 'g_h' }[stem] ?? stem] as readonly Nested[];
  const place = 'fiog'.indexOf(gate);
  const rows = whole.length / 4;
  return whole.slice(place * rows, (place + 1) * rows);
}
