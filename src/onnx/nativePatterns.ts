import type { AttributeValue } from './attributes.ts';

/** ONNX's recurrent operators. */
export type NativeOperator = 'LSTM' | 'GRU' | 'RNN';

/**
 * What a block of rows of a native operator's matrices holds: the parameters of a gate (`i`), the
 * same with the other sign (`-i`), zeros because they are not used (`0`), or a gate that is always
 * open (`1`: zeros and a bias of 100, whose sigmoid is 1 in float32).
 */
export type Block = string;

/** One recurrence that a native operator can compute, in the language of cells. */
export interface NativePattern {
  readonly operator: NativeOperator;
  /** The operator's blocks in its own order: LSTM i o f c, GRU z r h. */
  readonly blocks: readonly Block[];
  /**
   * The parameters of gate `a` are `W_a`, `R_a`, `b_a`, `c_a` (the operator's recurrent bias) and
   * `p_a`; the output is `h`.
   */
  readonly equations: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** All recurrences that are recognised. What is not here becomes a loop. */
export const nativePatterns: readonly NativePattern[] = [
  ...simplePatterns(),
  ...lstmPatterns(),
  ...gruPatterns(),
];

function simplePatterns(): readonly NativePattern[] {
  const functions = { tanh: 'Tanh', relu: 'Relu', sigmoid: 'Sigmoid' };
  return Object.entries(functions).map(([name, activation]) => ({
    operator: 'RNN',
    blocks: ['h'],
    equations: `h = ${name}(W_h @ x + R_h @ h[t-1] + b_h)`,
    attributes: { activations: { texts: [activation] } },
  }));
}

function lstmPatterns(): readonly NativePattern[] {
  const classic = {
    i: gate('i', 'c[t-1]'),
    f: gate('f', 'c[t-1]'),
    g: 'tanh(W_g @ x + R_g @ h[t-1] + b_g)',
    c: 'f * c[t-1] + i * g',
    o: gate('o', 'c'),
    h: 'o * tanh(c)',
  };
  const lstm = (
    blocks: readonly Block[],
    changes: Partial<typeof classic>,
    attributes: NativePattern['attributes'] = {},
  ): NativePattern => {
    const lines = Object.entries({ ...classic, ...changes });
    const equations = lines.map(([name, formula]) => `${name} = ${formula}`).join('\n');
    return { operator: 'LSTM', blocks, equations, attributes };
  };
  const all = ['i', 'o', 'f', 'g'];
  return [
    lstm(all, {}),
    // One gate always open.
    lstm(['1', 'o', 'f', 'g'], { i: '1' }),
    lstm(['i', 'o', '1', 'g'], { f: '1' }),
    lstm(['i', '1', 'f', 'g'], { o: '1' }),
    // Input and forget gate coupled, either way round: 1 - sigmoid(a) is sigmoid(-a).
    lstm(['i', 'o', '0', 'g'], { f: '1 - i' }, { input_forget: { int: 1 } }),
    lstm(['-f', 'o', '0', 'g'], { c: 'f * c[t-1] + (1 - f) * g' }, { input_forget: { int: 1 } }),
    // One of the two tanh left out.
    lstm(all, { g: 'W_g @ x + R_g @ h[t-1] + b_g' }, activations('Sigmoid', 'Affine', 'Tanh')),
    lstm(all, { h: 'o * c' }, activations('Sigmoid', 'Tanh', 'Affine')),
  ];
}

function gruPatterns(): readonly NativePattern[] {
  const resetBefore = 'tanh(W_n @ x + R_n @ (r * h[t-1]) + b_n)';
  const resetAfter = 'tanh(W_n @ x + b_n + r * (R_n @ h[t-1] + c_n))';
  const open = 'tanh(W_n @ x + R_n @ h[t-1] + b_n)';
  // The update gate weights the old value, or (the other sign) the new one.
  const updates = { z: '(1 - z) * n + z * h[t-1]', '-z': 'z * n + (1 - z) * h[t-1]' };
  const gru = (z: Block, r: Block, n: string, h: string, after: boolean): NativePattern => ({
    operator: 'GRU',
    blocks: [z, r, 'n'],
    equations: [`z = ${gate('z')}`, `r = ${gate('r')}`, `n = ${n}`, `h = ${h}`].join('\n'),
    attributes: after ? { linear_before_reset: { int: 1 } } : {},
  });
  return Object.entries(updates).flatMap(([z, h]) => [
    gru(z, 'r', resetAfter, h, true),
    gru(z, 'r', resetBefore, h, false),
    gru(z, '1', open, h, true),
  ]);
}

function gate(name: string, peephole?: string): string {
  const seen = peephole === undefined ? '' : ` + p_${name} * ${peephole}`;
  return `sigmoid(W_${name} @ x + R_${name} @ h[t-1]${seen} + b_${name})`;
}

/** The functions of an LSTM's gates, candidate and output; `Affine` is set to change nothing. */
function activations(...names: readonly string[]): NativePattern['attributes'] {
  return {
    activations: { texts: names },
    activation_alpha: { floats: [1] },
    activation_beta: { floats: [0] },
  };
}
