import { describe, expect, test } from 'vitest';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { provideHover } from '../../src/language/provideHover.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

const text = `task: forecast
data:
  file: series.csv
  inputs: [value]
  window: 5
  scale: minmax
cells:
  mine:
    summary: "*mine* <b>"
    equations: h = tanh(W @ x + R @ h[t-1] + b)
model:
  - lstm: {hidden: 100, layers: 2}
  - mine: 3
  - linear
train:
  optimizer: adam
  init: {W: orthogonal, b_f: 2}
`;

/** The hover at the nth place of a word. */
function hoverAt(word: string, nth = 0, source = text) {
  let offset = source.indexOf(word);
  for (let skipped = 0; skipped < nth; skipped++) {
    offset = source.indexOf(word, offset + 1);
  }
  const hover = provideHover(analyzeSpec(source, memoryDataSource), offset, { pictures: false });
  return (
    hover && { at: source.slice(hover.range.start, hover.range.end), markdown: hover.markdown }
  );
}

/** The hover at `|` in the equations of a cell "mine" that two layers use. */
function hoverAtMark(marked: string): string | undefined {
  const source = `task: forecast
data: {file: series.csv, inputs: [value, other], window: 5}
cells:
  mine:
    options: {dt: {number: 0.1, summary: The time step}, act: {function: [tanh, relu]}}
    equations: |
      ${marked.replaceAll('\n', '\n      ')}
model: [mine: 3, mine: 4, linear]
`;
  const offset = source.indexOf('|', source.indexOf('equations: |') + 12);
  const unmarked = source.slice(0, offset) + source.slice(offset + 1);
  return provideHover(analyzeSpec(unmarked, memoryDataSource), offset, { pictures: false })
    ?.markdown;
}

const namesInEquations: readonly (readonly [string, string])[] = [
  [
    'g = sigmoid(W_|g @ x)\nh = g * act(R @ h[t-1])',
    '`W_g` `[hidden, input]`: a trained matrix of `g`, multiplied by the input of this step.\n\nIn this spec mine.0: [3, 2], mine.1: [4, 3].\n\n```\ng = sigmoid(W_g @ x)\n```',
  ],
  [
    '|g = sigmoid(W_g @ x)\nh = g * act(R @ h[t-1])',
    '`g` `[hidden]`: a gate, between 0 and 1.\n\nIn this spec mine.0: [3], mine.1: [4].\n\n```\ng = sigmoid(W_g @ x)\n```',
  ],
  [
    'g = sigmoid(W_g @ x)\n|h = g * act(R @ h[t-1])',
    '`h` `[hidden]`: a state, which the next step reads, and what the layer gives.\n\nIn this spec mine.0: [3], mine.1: [4].\n\n```\nh = g * act(R @ h[t-1])\n```',
  ],
  [
    'g = sigmoid(W_g @ x)\nh = g * act(R @ |h[t-1])',
    '`h[t-1]` `[hidden]`: a state as the step before left it; at the first step the initial state.\n\nIn this spec mine.0: [3], mine.1: [4].\n\n```\nh = g * act(R @ h[t-1])\n```',
  ],
  [
    'h = tanh(W @ |x + R @ h[t-1])',
    '`x` `[input]`: the input of this step.\n\nIn this spec mine.0: [2], mine.1: [3].',
  ],
  ['h = |tanh(W @ x + R @ h[t-1])', '`tanh(a)`: The hyperbolic tangent, between −1 and 1.'],
  [
    'h = h[t-1] + |dt * act(W @ x)',
    '**dt**: The time step.\n\nTakes a number.  \nWhere it is not written: 0.1.',
  ],
  [
    'h = h[t-1] + dt * |act(W @ x)',
    '**act**: An option of the cell.\n\nTakes "tanh" or "relu".  \nWhere it is not written: tanh.',
  ],
  [
    'h = tanh(|W @ x + R @ h[t-1]',
    '`W`: a trained parameter.\n\n```\nh = tanh(W @ x + R @ h[t-1]\n```',
  ],
];

describe('provideHover()', () => {
  test('explains a key: meaning, unit, range, default and an example', () => {
    expect(hoverAt('window')).toEqual({
      at: 'window',
      markdown: `**window**: How many rows the model sees before it predicts.

Takes a whole number from 1 to 1,000,000, in time steps.  
Must be written.

\`\`\`yaml
window: 24
\`\`\``,
    });
  });

  test('says the default of a key', () => {
    expect(hoverAt('optimizer')?.markdown).toContain(
      'Where it is not written: {adam: {rate: 0.001}}.',
    );
  });

  test('shows shapes and parameters of a layer, and the equations of its cell', () => {
    const hover = hoverAt('lstm');
    expect(hover?.at).toBe('lstm');
    expect(hover?.markdown).toContain(
      `lstm.0  [T, B, 1] → [T, B, 100]  40,800 parameters
  = 4 gates × (100×1 + 100×100 + 100)
lstm.1  [T, B, 100] → [T, B, 100]  80,400 parameters
  = 4 gates × (100×100 + 100×100 + 100)`,
    );
    expect(hover?.markdown).toContain('c = f * c[t-1] + i * g');
  });

  test('shows a layer without options', () => {
    expect(hoverAt('linear')?.markdown).toContain(
      'linear.0  [B, 3] → [B, 1]  4 parameters\n  = 1×3 + 1',
    );
  });

  test.each([
    ['layer_norm', '- layer_norm', '**layer_norm**: y = gain · (x − mean) / √(variance + 0.00001)'],
    ['layer_norm', '- layer_norm', 'layer_norm.0  [T, B, 1] → [T, B, 1]  2 parameters'],
    ['gru', '- gru: {hidden: 2, direction: both}', 'Both directions, one behind the other.'],
    ['gru', '- gru: {hidden: 2, direction: both}', 'gru.0  [T, B, 1] → [T, B, 4]  52 parameters'],
    ['dropout', '- dropout: 0.25', '**dropout**: Leaves out 25 % of the values while training.'],
    ['direction', '- gru: {hidden: 2, direction: both}', 'In which order of time the layer reads'],
  ])('shows what %s of "%s" does', (word, layer, expected) => {
    const changed = text.replace('- lstm', `${layer}\n  - lstm`);
    expect(hoverAt(word, 0, changed)?.markdown).toContain(expected);
  });

  test('shows the cell where the sizes are not known', () => {
    const broken = text.replace('  inputs: [value]\n', '');
    expect(hoverAt('lstm', 0, broken)?.markdown).toContain('Parameters: 12.');
  });

  test('shows the text of a user as it is written', () => {
    expect(hoverAt('mine')?.markdown).toContain('\\*mine\\* \\<b\\>');
  });

  test.each([
    ['minmax', 'From 0 to 1'],
    ['forecast', 'Predict the next rows'],
    ['adam', 'Adam: steps scaled per parameter'],
    ['b_f: 2', '`b_f` `[hidden]`: a trained vector of `f`, added.'],
    ['W: ortho', '`W` stands for `W_i` `[hidden, input]`, `W_f` `[hidden, input]`'],
    ['W: ortho', '`W` `[hidden, input]`: a trained matrix of `h`, multiplied by the input'],
    ['orthogonal', 'A random matrix with orthogonal rows'],
    ['series.csv', 'a CSV file with a header line'],
    ['value]', '**value**: a column that begins with '],
    ['inputs', 'The columns that the model sees'],
  ])('explains the value %j', (word, expected) => {
    expect(hoverAt(word)?.markdown).toContain(expected);
  });

  test.each(namesInEquations)('explains %s in equations', (marked, expected) => {
    expect(hoverAtMark(`${marked}\n`)).toBe(expected);
  });

  test('shows a picture of a cell to editors that can', () => {
    const hover = (pictures: boolean) =>
      provideHover(analyzeSpec(text, memoryDataSource), text.indexOf('lstm'), { pictures })
        ?.markdown;
    const [, image = ''] =
      /!\[Data flow of lstm\]\(data:image\/svg\+xml;base64,([^)]*)\)/.exec(hover(true) ?? '') ?? [];
    expect(atob(image)).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(hover(false)).not.toContain('data:');
  });

  test('says nothing between values, and in comments', () => {
    const analysis = analyzeSpec('# task\ntask: forecast\n', memoryDataSource);
    expect(provideHover(analysis, 2, { pictures: false })).toBeUndefined();
  });
});
