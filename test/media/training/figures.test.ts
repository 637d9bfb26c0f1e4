import { describe, expect, test } from 'vitest';
import { figureCsv } from '../../../media/shared/csv.ts';
import { figureRows } from '../../../media/shared/figure.ts';
import { curvesCsv } from '../../../media/training/curvesCsv.ts';
import { forecastFigure } from '../../../media/training/forecastFigure.ts';
import { gradientFigure } from '../../../media/training/gradientFigure.ts';
import { lossFigure } from '../../../media/training/lossFigure.ts';
import { rateFigure } from '../../../media/training/rateFigure.ts';
import { scoreFigure } from '../../../media/training/scoreFigure.ts';
import { collectTraining, emptyView } from '../../../media/training/trainingView.ts';
import type { ForecastMade } from '../../../src/protocol/runEvents.ts';
import { recordedClassifying, recordedEvents } from '../recordedRun.ts';

const view = collectTraining(emptyView, recordedEvents);

describe('lossFigure', () => {
  test('has a table row for every epoch and none for the steps between', () => {
    const rows = figureRows(lossFigure(view, false));
    expect(rows.map((row) => row.position)).toEqual(view.epochs.map((epoch) => epoch.epoch));
    expect(rows[0]?.values).toEqual([view.epochs[0]?.trainLoss, view.epochs[0]?.validationLoss]);
  });

  test('has positions in ascending order, each once', () => {
    const { positions } = lossFigure(view, false);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  });

  test('points out the best epoch', () => {
    expect(lossFigure(view, true).marks).toMatchObject([
      { position: view.best?.epoch, value: view.best?.validationLoss },
    ]);
  });

  test('says in words that there is nothing yet', () => {
    expect(lossFigure(emptyView, false).summary).toBe('No epoch is done yet.');
  });
});

describe('scoreFigure', () => {
  const classifying = collectTraining(emptyView, recordedClassifying);

  test('has a row for every epoch, in percent, and points out the epoch of the lowest loss', () => {
    const figure = scoreFigure(classifying);
    expect(figure.title).toBe('Accuracy');
    expect(figureRows(figure)).toHaveLength(classifying.epochs.length);
    expect(figure.left.formatTick(0.8)).toBe('80 %');
    expect(figure.marks).toMatchObject([{ position: classifying.best?.epoch }]);
  });

  test('shows the best baseline once the run has ended', () => {
    const running = collectTraining(emptyView, recordedClassifying.slice(0, -1));
    expect(scoreFigure(running).lines).toHaveLength(1);
    expect(scoreFigure(classifying).lines[1]).toMatchObject({
      name: 'The most frequent answer of the training part',
      colour: 'quiet',
    });
  });
});

describe('gradientFigure', () => {
  test('shows the clipped share from nothing to all', () => {
    const figure = gradientFigure(view);
    expect(figure.right?.range).toEqual([0, 1]);
    expect(figureRows(figure)).toHaveLength(view.epochs.length);
  });
});

describe('rateFigure', () => {
  test('says that the rate stays the same', () => {
    expect(rateFigure(view).summary).toMatch(/^The learning rate is [\d.]+ in every epoch\.$/);
  });
});

describe('forecastFigure', () => {
  const made: ForecastMade = {
    type: 'forecast',
    epoch: 2,
    series: [
      {
        target: '<img onerror=alert(1)>',
        rows: [10, 11, 12],
        labels: ['1957-12', '1958-01', '1958-02'],
        truth: [1, 2, 3],
        forecast: [1, 2, 6],
      },
    ],
  };
  const series = made.series[0];

  test('shows the rows by their labels', () => {
    const figure = series && forecastFigure(made, series);
    expect(figure && figureCsv(figure)).toBe(
      'Row,Truth,Forecast\r\n1957-12,1,1\r\n1958-01,2,2\r\n1958-02,3,6\r\n',
    );
  });

  test('keeps a column name as it is', () => {
    expect(series && forecastFigure(made, series).title).toBe('Forecast of <img onerror=alert(1)>');
  });

  test('says how far off the forecast is', () => {
    expect(series && forecastFigure(made, series).summary).toContain('is 1.73.');
  });
});

describe('curvesCsv', () => {
  test('has a line for every epoch in full precision', () => {
    const lines = curvesCsv(view.epochs).trimEnd().split('\r\n');
    expect(lines).toHaveLength(view.epochs.length + 1);
    expect(lines[1]?.split(',')[2]).toBe(String(view.epochs[0]?.trainLoss));
  });
});
