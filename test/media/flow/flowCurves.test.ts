import { describe, expect, test } from 'vitest';
import {
  entryLabels,
  flowGroups,
  passNames,
  shownValues,
  valueNames,
} from '../../../media/flow/flowCurves.ts';
import { withAnswer } from '../../../media/flow/flowModel.ts';
import { verdictOf } from '../../../media/flow/verdict.ts';
import { answeredModel, answersOf } from './answers.ts';

const all = ['h', 'c', 'i', 'f', 'g', 'o', 'x'];

describe('flowGroups', () => {
  test('shows the states of every pass at first', () => {
    const [group] = flowGroups(answeredModel(['two']));
    expect(group?.curves.map(({ name }) => name)).toEqual(
      ['lstm.0.forward', 'lstm.0.reverse', 'lstm.1.forward', 'lstm.1.reverse'].flatMap((pass) => [
        `${pass} h`,
        `${pass} c`,
      ]),
    );
    expect(group?.cells).toBe('lstm');
  });

  test.each([
    ['of one model', ['adding-lstm'], { values: all }],
    ['of one deep model', ['two'], { values: ['h', 'c', 'i'] }],
    ['of several models', ['adding-lstm', 'adding-rnn', 'adding-gru', 'adding-lstm untrained'], {}],
  ] as const)('draws no two curves %s alike', (_what, names, choices) => {
    const [first, ...others] = names;
    const curves = flowGroups(answeredModel([first, ...others], choices)).flatMap(
      (group) => group.curves,
    );
    expect(new Set(curves.map(({ colour, style }) => `${colour} ${style}`)).size).toBe(
      curves.length,
    );
    expect(new Set(curves.map(({ name }) => name)).size).toBe(curves.length);
  });

  test('leaves out what is switched off', () => {
    const hiddenPasses = ['lstm.0.forward', 'lstm.0.reverse', 'lstm.1.reverse'];
    const [group] = flowGroups(answeredModel(['two'], { values: ['f'], hiddenPasses }));
    expect(group?.curves.map(({ name }) => name)).toEqual(['lstm.1.forward f']);
  });

  test('gives a curve the colour of its value, whatever else is shown', () => {
    const colourOf = (values: readonly string[]) =>
      flowGroups(answeredModel(['adding-lstm'], { values }))[0]?.curves.find(
        ({ value }) => value.name === 'f',
      )?.colour;
    expect(colourOf(['f'])).toBe(colourOf(all));
  });
});

describe('valueNames', () => {
  test('are states, then the others in the order of the equations, then the input', () => {
    const model = answeredModel(['adding-lstm']);
    expect(valueNames(model).map(({ name }) => name)).toEqual(all);
    expect(shownValues(model)).toEqual(['h', 'c']);
    expect(passNames(model)).toEqual(['lstm.0']);
  });
});

describe('entryLabels', () => {
  test('say no more than tells the models apart', () => {
    expect(entryLabels(answeredModel(['adding-lstm']))).toEqual(['adding-lstm']);
    expect(entryLabels(answeredModel(['adding-lstm', 'adding-lstm untrained']))).toEqual([
      'adding-lstm',
      'adding-lstm (untrained)',
    ]);
  });

  test('name the runs of one spec', () => {
    const model = answeredModel(['adding-rnn', 'adding-lstm']);
    const { source, description } = answersOf('adding-lstm');
    const value = { ...description, name: 'adding-rnn' };
    const namesakes = withAnswer(model, { kind: 'describe', source }, { kind: 'there', value });
    expect(entryLabels(namesakes)).toEqual(['adding-rnn (fdb1)', 'adding-rnn (9519)']);
  });
});

describe('verdictOf', () => {
  test.each([
    [
      'adding-rnn',
      'The gradient vanishes: in h of rnn.0, after 3 steps less than 1 % of the gradient is left. Training hardly learns from what came before that.',
    ],
    [
      'adding-lstm',
      'The gradient survives: in c of lstm.0, after 99 steps the gradient is 1.0 times as large. Training can learn from what came so long before.',
    ],
    [
      'grow',
      'The gradient explodes: in h of irnn.0, after 36 steps the gradient is more than 100 times as large. A step of training may overshoot, unless gradients are clipped.',
    ],
  ])('of %s says what is seen of the state that keeps the gradient longest', (name, words) => {
    expect(verdictOf(flowGroups(answeredModel([name]))).words).toBe(words);
  });

  test('puts models beside each other', () => {
    const model = answeredModel(['adding-rnn', 'adding-lstm']);
    expect(verdictOf(flowGroups(model)).words).toBe(
      'On its way back the gradient vanishes within 3 steps (h) in adding-rnn and keeps 104 % over 99 steps (c) in adding-lstm.',
    );
  });

  test('says why there is no curve', () => {
    const model = answeredModel(['adding-rnn']);
    const nothing = flowGroups({ ...model, choices: { ...model.choices, values: [] } });
    expect(verdictOf(nothing).words).toMatch(/^No curve is shown/);
    const waiting = flowGroups({ ...model, flows: new Map() });
    expect(verdictOf(waiting).words).toMatch(/^Following the gradient/);
    const failed = waiting.map((group) => ({
      ...group,
      flow: { kind: 'failed', message: 'No' } as const,
    }));
    expect(verdictOf(failed).words).toBe('There is no gradient to show.');
  });
});
