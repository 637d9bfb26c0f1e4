/** A cell and what it must be recognised as; `settings` are the attributes beside the size. */
export interface CellCase {
  readonly title: string;
  readonly equations: string;
  readonly operator: 'LSTM' | 'GRU' | 'RNN' | undefined;
  readonly settings?: string;
  readonly output?: string;
}

const lstm = `
  i = sigmoid(W_i @ x + R_i @ h[t-1] + b_i)
  f = sigmoid(W_f @ x + R_f @ h[t-1] + b_f)
  g = tanh(W_g @ x + R_g @ h[t-1] + b_g)
  o = sigmoid(W_o @ x + R_o @ h[t-1] + b_o)
  c = f * c[t-1] + i * g
  h = o * tanh(c)`;

const peephole = `
  i = sigmoid(W_i @ x + R_i @ h[t-1] + p_i * c[t-1] + b_i)
  f = sigmoid(W_f @ x + R_f @ h[t-1] + p_f * c[t-1] + b_f)
  g = tanh(W_g @ x + R_g @ h[t-1] + b_g)
  c = f * c[t-1] + i * g
  o = sigmoid(W_o @ x + R_o @ h[t-1] + p_o * c + b_o)
  h = o * tanh(c)`;

const gru = `
  r = sigmoid(W_r @ x + R_r @ h[t-1] + b_r)
  z = sigmoid(W_z @ x + R_z @ h[t-1] + b_z)
  n = tanh(W_n @ x + b_n + r * (R_n @ h[t-1] + c_n))
  h = (1 - z) * n + z * h[t-1]`;

const gruBefore = gru.replace('b_n + r * (R_n @ h[t-1] + c_n)', 'b_n + R_n @ (r * h[t-1])');

/** Cells that one native operator computes. */
export const nativeCells: readonly CellCase[] = [
  {
    title: 'tanh network',
    equations: 'h = tanh(W_h @ x + R_h @ h[t-1] + b_h)',
    operator: 'RNN',
    settings: 'activations=["Tanh"]',
  },
  {
    title: 'relu network with two biases, other names, terms swapped',
    equations: 'out = relu(first + U @ out[t-1] + V @ x + second)',
    operator: 'RNN',
    settings: 'activations=["Relu"]',
    output: 'out',
  },
  {
    title: 'sigmoid network without a bias',
    equations: 'h = sigmoid(W @ x + R @ h[t-1])',
    operator: 'RNN',
    settings: 'activations=["Sigmoid"]',
  },
  {
    title: 'network that does not look back',
    equations: 'h = tanh(2 * (W @ x) - b)',
    operator: 'RNN',
  },
  {
    title: 'network whose output is carried under another name',
    equations: 'new = tanh(W @ x + R @ h[t-1])\nh = new',
    operator: 'RNN',
    output: 'new',
  },
  { title: 'LSTM', equations: lstm, operator: 'LSTM', settings: '' },
  { title: 'peephole LSTM', equations: peephole, operator: 'LSTM', settings: '' },
  {
    title: 'LSTM under other names, lines and terms in another order, two biases, steps in between',
    equations: `
      keep = sigmoid(bias1 + A2 @ out[t-1] + bias2 + A1 @ x)
      ask = B1 @ x + B2 @ out[t-1] + bias3
      fresh = tanh(ask)
      let_in = sigmoid(C2 @ out[t-1] + C1 @ x + 0.5)
      new = fresh * let_in + memory[t-1] * keep
      memory = new
      show = sigmoid(D1 @ x + D2 @ out[t-1] + bias5)
      out = tanh(new) * show`,
    operator: 'LSTM',
    output: 'out',
  },
  {
    title: 'LSTM with a peephole in one gate only',
    equations: lstm.replace('+ b_f', '+ b_f - seen * c[t-1]'),
    operator: 'LSTM',
  },
  {
    title: 'LSTM, input gate open',
    equations: peephole.replace(/i = .*/, 'i = 1'),
    operator: 'LSTM',
    settings: '',
  },
  {
    title: 'LSTM, forget gate open',
    equations: peephole.replace(/f = .*/, 'f = 1'),
    operator: 'LSTM',
    settings: '',
  },
  {
    title: 'LSTM, output gate open',
    equations: lstm.replace(/ {2}o = .*\n/, '').replace('o * ', ''),
    operator: 'LSTM',
    settings: '',
  },
  {
    title: 'LSTM, f = 1 - i',
    equations: peephole.replace(/f = .*/, 'f = 1 - i'),
    operator: 'LSTM',
    settings: 'input_forget=1',
  },
  {
    title: 'LSTM, i = 1 - f written in place',
    equations: lstm.replace(/ {2}i = .*\n/, '').replace('i * g', '(1 - f) * g'),
    operator: 'LSTM',
    settings: 'input_forget=1',
  },
  {
    title: 'peephole LSTM, candidate without tanh',
    equations: peephole.replace(
      'g = tanh(W_g @ x + R_g @ h[t-1] + b_g)',
      'g = W_g @ x + R_g @ h[t-1] + b_g',
    ),
    operator: 'LSTM',
    settings:
      'activations=["Sigmoid", "Affine", "Tanh"], activation_alpha=[1], activation_beta=[0]',
  },
  {
    title: 'LSTM, output without tanh',
    equations: lstm.replace('tanh(c)', 'c'),
    operator: 'LSTM',
    settings:
      'activations=["Sigmoid", "Tanh", "Affine"], activation_alpha=[1], activation_beta=[0]',
  },
  {
    title: 'GRU, reset after the product',
    equations: gru,
    operator: 'GRU',
    settings: 'linear_before_reset=1',
  },
  { title: 'GRU, reset before the product', equations: gruBefore, operator: 'GRU', settings: '' },
  {
    title: 'GRU as a step towards the candidate',
    equations: gru.replace('(1 - z) * n + z * h[t-1]', 'n + z * (h[t-1] - n)'),
    operator: 'GRU',
    settings: 'linear_before_reset=1',
  },
  {
    title: 'GRU whose update gate weights the new value',
    equations: gruBefore.replace('(1 - z) * n + z * h[t-1]', 'h[t-1] - z * h[t-1] + n * z'),
    operator: 'GRU',
    settings: '',
  },
  {
    title: 'GRU without a reset gate',
    equations: `
      u = sigmoid(W_u @ x + R_u @ h[t-1] + b_u)
      n = tanh(W_n @ x + R_n @ h[t-1] + b_n)
      h = u * h[t-1] + (1 - u) * n`,
    operator: 'GRU',
    settings: 'linear_before_reset=1',
  },
  {
    title: 'minimal gated unit: one gate in both roles',
    equations: `
      f = sigmoid(W_f @ x + R_f @ h[t-1] + b_f)
      n = tanh(W_n @ x + R_n @ (f * h[t-1]) + b_n)
      h = (1 - f) * h[t-1] + f * n`,
    operator: 'GRU',
    settings: '',
  },
];

/** Cells that no native operator computes, most of them by a hair. */
export const otherCells: readonly CellCase[] = [
  ['tanh of a state through a vector', 'h = tanh(W @ x + u * h[t-1] + b)'],
  ['bias squared', 'h = tanh(W @ x + R @ h[t-1] + b * b)'],
  ['gate of the state before last', `${lstm.replace('R_o @ h[t-1]', 'R_o @ o[t-1]')}`],
  ['gates that see each other', lstm.replace('+ b_f', '+ R_ff @ f[t-1] + b_f')],
  ['peephole of the output gate on the old state', peephole.replace('p_o * c +', 'p_o * c[t-1] +')],
  ['peephole of the input gate through a matrix', peephole.replace('p_i * c', 'p_i @ c')],
  ['peephole of the candidate', lstm.replace('+ b_g', '+ p_g * c[t-1] + b_g')],
  ['output gate with tanh', lstm.replace('o = sigmoid', 'o = tanh')],
  ['candidate with sigmoid', lstm.replace('g = tanh', 'g = sigmoid')],
  ['twice the output', lstm.replace('h = o', 'h = 2 * o')],
  ['three gates with one 1 - i too many', lstm.replace('f * c[t-1]', '(1 - i) * c[t-1] * f')],
  ['forget gate that keeps more', lstm.replace('f * c[t-1]', '(1 + f) * c[t-1]')],
  ['GRU that does not keep the rest', gru.replace('(1 - z) * n', 'n')],
  [
    'GRU with the reset gate in the place of the update gate',
    gru.replace('z * h[t-1]', 'r * h[t-1]'),
  ],
  [
    'MUT1',
    `z = sigmoid(W_z @ x + b_z)
     r = sigmoid(W_r @ x + R_r @ h[t-1] + b_r)
     h = tanh(R_h @ (r * h[t-1]) + tanh(P @ x) + b_h) * z + h[t-1] * (1 - z)`,
  ],
  [
    'MUT3',
    `z = sigmoid(W_z @ x + R_z @ tanh(h[t-1]) + b_z)
     r = sigmoid(W_r @ x + R_r @ h[t-1] + b_r)
     h = tanh(R_h @ (r * h[t-1]) + W_h @ x + b_h) * z + h[t-1] * (1 - z)`,
  ],
  ['division', 'h = tanh(W @ x / (1 + abs(h[t-1])) + b)'],
  ['output that is not what is carried', `${lstm}\n  y = 2 * h`, 'y'],
].map(([title = '', equations = '', output = 'h']) => ({
  title,
  equations,
  output,
  operator: undefined,
}));
