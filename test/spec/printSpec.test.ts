import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parseSpec.ts';
import { printSpec } from '../../src/spec/printSpec.ts';
import { arbitrarySpec } from './arbitrarySpec.ts';

describe('printSpec()', { timeout: 30_000 }, () => {
  test('writes the long form', () => {
    const text = `task: forecast
data: {file: a.csv, inputs: a, window: 4}
cells: {mine: "h = tanh(W @ x)"}
model: [mine: 3, linear]
train: {optimizer: sgd, init: {W: {uniform: 0.5}, b: 1}}
`;
    const { spec } = parseSpec(text).value;
    expect(spec && printSpec(spec)).toBe(`task: forecast
data:
  file: a.csv
  inputs: [a]
  targets: [a]
  window: 4
  horizon: 1
  scale: standard
  split: [0.7, 0.15, 0.15]
  season: none
cells:
  mine:
    equations: h = tanh(W @ x)
    output: h
    size: {}
    options: {}
    init: {}
model:
  - mine:
      hidden: 3
      layers: 1
      direction: forward
      merge: concat
      dropout: 0
      recurrent_dropout: 0
      zoneout: 0
      residual: false
      initial_state: zero
      trainable: true
      init: {}
  - linear: {activation: none, trainable: true, init: {}}
train:
  epochs: 50
  batch: 32
  optimizer:
    sgd:
      rate: 0.01
      momentum: 0
      nesterov: false
      decay: {input: 0, recurrent: 0, peephole: 0, bias: 0, linear: 0}
  clip: none
  schedule: constant
  warmup: 0
  accumulate: 1
  bucket: true
  truncate: none
  carry: true
  init:
    W: {uniform: [-0.5, 0.5]}
    b: {constant: 1}
  average: none
  evaluate: none
  stop: none
  seed: 1
`);
  });

  test('writes what parseSpec() reads as the same spec, whatever is in it', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const { value, problems } = parseSpec(printSpec(spec));
        expect(problems).toEqual([]);
        expect(value.spec).toEqual(spec);
      }),
      { numRuns: 300 },
    );
  });
});
