import { describe, expect, test } from 'vitest';
import {
  beginWith,
  flowOf,
  forgetFailures,
  initialModel,
  nextQuestions,
  splitOf,
  withAnswer,
} from '../../../media/flow/flowModel.ts';
import { answeredModel, answersOf, shownOf } from './answers.ts';

const { source, description } = answersOf('adding-rnn');
const begun = beginWith(initialModel, shownOf('adding-rnn'), undefined);
const describing = { kind: 'describe', source } as const;
const described = withAnswer(begun, describing, { kind: 'there', value: description });

describe('nextQuestions', () => {
  test('asks what the model is, then for the flow of its first weights, each once', () => {
    expect(nextQuestions(initialModel)).toEqual([]);
    expect(nextQuestions(begun)).toEqual([describing]);
    expect(nextQuestions(withAnswer(begun, describing, { kind: 'waiting' }))).toEqual([]);
    const question = { weights: 'best', split: 'validation', sequences: 32, step: undefined };
    expect(nextQuestions(described)).toMatchObject([{ kind: 'flow', source, question }]);
    expect(nextQuestions(answeredModel(['adding-rnn']))).toEqual([]);
  });

  test('asks anew for another choice, and not again for one that was answered', () => {
    const model = answeredModel(['adding-rnn']);
    const choose = (sequences: number) => ({
      ...model,
      choices: { ...model.choices, sequences },
    });
    expect(nextQuestions(choose(8))).toMatchObject([{ question: { sequences: 8 } }]);
    expect(nextQuestions(choose(32))).toEqual([]);
  });

  test('names a step of the loss only to a model that has an output at every step', () => {
    const step = 5;
    const choices = { ...described.choices, step };
    expect(nextQuestions({ ...described, choices })).toMatchObject([
      { question: { step: undefined } },
    ]);
    const every = { ...description, output: { ...description.output, steps: 'every' } };
    const other = withAnswer({ ...begun, choices }, describing, { kind: 'there', value: every });
    expect(nextQuestions(other)).toMatchObject([{ question: { step } }]);
  });

  test('asks again after a failure only where that is wanted', () => {
    const failed = withAnswer(begun, describing, { kind: 'failed', message: 'No' });
    expect(nextQuestions(failed)).toEqual([]);
    expect(flowOf(failed, { source, weights: undefined })).toEqual({
      kind: 'failed',
      message: 'No',
    });
    expect(nextQuestions(forgetFailures(failed))).toEqual([describing]);
  });
});

describe('splitOf', () => {
  test('is the first part that is not empty, until the person chooses', () => {
    const splits = description.splits.map((split) =>
      split.name === 'validation' ? { ...split, lengths: [] } : split,
    );
    const value = { ...description, splits };
    const model = withAnswer(begun, describing, { kind: 'there', value });
    expect(splitOf(described)).toBe('validation');
    expect(splitOf(model)).toBe('test');
    const choices = { ...model.choices, split: 'train' as const };
    expect(splitOf({ ...model, choices })).toBe('train');
  });
});

describe('beginWith', () => {
  const model = answeredModel(['adding-rnn', 'adding-gru'], { relative: false });
  const kept = { source, choices: model.choices };

  test('restores what was chosen for the same model, and nothing of another one', () => {
    expect(beginWith(initialModel, shownOf('adding-rnn'), kept).choices).toEqual(model.choices);
    const other = beginWith(initialModel, shownOf('two'), kept);
    expect(other.choices).toEqual({
      ...initialModel.choices,
      entries: [{ source: answersOf('two').source, weights: undefined }],
    });
  });

  test('forgets the answers and keeps the choices where the model is read again', () => {
    const again = beginWith(model, shownOf('adding-rnn'), undefined);
    expect(again.choices).toEqual(model.choices);
    expect(again.flows.size + again.descriptions.size).toBe(0);
  });
});
