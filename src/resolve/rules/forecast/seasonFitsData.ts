import { countOf } from '../../../base/counts.ts';
import { warningAt, withFixes } from '../../../base/problem.ts';
import { rowRanges } from '../../../data/forecast/rowRanges.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable } from '../../dataFacts.ts';
import { relatedAt } from '../../relatedAt.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** The training part is longer than a season, so that growth per season can be measured. */
export const seasonFitsData: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  const { season } = data;
  if (!table || season === undefined) {
    return [];
  }
  const trainingRows = rowRanges(table.rows, data.split).train.end;
  if (season < trainingRows) {
    return [];
  }
  const message = `A season of ${countOf(season, 'row')} has no effect, because the training part has only ${countOf(trainingRows, 'row')} and the report cannot look back one season: leave it out, or use more data`;
  const related = relatedAt(document, 'data/file', 'The rows come from here');
  const range = document.rangeOf('data/season');
  const problem = warningAt(range, 'spec.no-effect', message, related);
  return [withFixes(problem, [document.removal('data/season')])];
};
