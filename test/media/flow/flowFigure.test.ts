import { describe, expect, test } from 'vitest';
import { flowGroups } from '../../../media/flow/flowCurves.ts';
import { flowFigure, formatFlowShare } from '../../../media/flow/flowFigure.ts';
import { figureCsv } from '../../../media/shared/csv.ts';
import { figureRows } from '../../../media/shared/figure.ts';
import { answeredModel, answersOf } from './answers.ts';

const curves = flowGroups(answeredModel(['adding-rnn']))[0]?.curves ?? [];
const norms =
  answersOf('adding-rnn').flows.best?.passes[0]?.values.find(({ name }) => name === 'h')?.norms ??
  [];

describe('flowFigure', () => {
  test('ends with the loss, at which a share is 1, and marks the regions', () => {
    const figure = flowFigure(curves, true);
    expect([figure.positions[0], figure.positions.at(-1)]).toEqual([-99, 0]);
    expect(figure.lines[0]?.values.at(-1)).toBe(1);
    expect(figure.lines[0]?.values.at(-4)).toBeLessThan(0.01);
    expect(figure.lines[0]?.values.at(-3)).toBeGreaterThan(0.01);
    expect(figure.bands?.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.01],
      [100, Infinity],
    ]);
    expect(figure.summary).toBe('rnn.0 h: after 3 steps less than 1 % of the gradient is left.');
  });

  test('shows the norms themselves where that is wanted', () => {
    const figure = flowFigure(curves, false);
    expect(figure.lines[0]?.values).toEqual(norms);
    expect(figure.bands).toEqual([]);
    expect(figureCsv(figure).split('\r\n')[1]).toBe(`-99,${norms[0]}`);
  });

  test('puts curves of unequal length under the same loss', () => {
    const groups = flowGroups(answeredModel(['adding-rnn', 'two']));
    const figure = flowFigure(
      groups.flatMap((group) => group.curves),
      true,
    );
    expect(figure.lines.every(({ values }) => values.at(-1) === 1)).toBe(true);
    expect(figure.lines.at(-1)?.values[0]).toBeUndefined();
  });

  test('spans whole powers of ten, the edge of what has vanished, and no more than nine below', () => {
    const rangeOf = (name: string) =>
      flowFigure(flowGroups(answeredModel([name]))[0]?.curves ?? [], true).left.range;
    expect(rangeOf('adding-lstm')).toEqual([0.001, 10]);
    expect(rangeOf('adding-rnn')?.map(Math.log10)).toEqual([-9, 1]);
    expect(rangeOf('grow')?.map(Math.log10)).toEqual([-3, 7]);
  });

  test('leaves gaps where there is no step, and what comes after the loss where it is nothing', () => {
    const [curve] = curves;
    const withGap = curve && {
      ...curve,
      from: -2,
      value: { ...curve.value, norms: [Number.NaN, 2, 4, 0, 0] },
    };
    const figure = flowFigure(withGap ? [withGap] : [], true);
    expect(figure.positions).toEqual([-2, -1, 0]);
    expect(figure.lines[0]?.values).toEqual([undefined, 0.5, 1]);
  });

  test('has an axis without any curve', () => {
    const figure = flowFigure([], true);
    expect(figureRows(figure)).toEqual([]);
    expect(figure.x.range).toEqual([-1, 0]);
    expect(figure.left.range).toEqual([0.001, 10]);
  });
});

describe('formatFlowShare', () => {
  test.each([
    [1, '100 %'],
    [0.354, '35 %'],
    [0.00012, '0.012 %'],
    [1.04, '104 %'],
    [120, '120×'],
    [3e-9, '3e−9'],
    [0, '0.0 %'],
  ])('of %d is %s', (share, words) => {
    expect(formatFlowShare(share)).toBe(words);
  });
});
