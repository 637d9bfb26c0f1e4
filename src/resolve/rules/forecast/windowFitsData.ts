import { countOf } from '../../../base/counts.ts';
import { errorAt, withFixes } from '../../../base/problem.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { filledTable } from '../../dataFacts.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** The data has enough rows for one window with its horizon. */
export const windowFitsData: TaskRule<ForecastData> = ({ document, source }, data) => {
  const table = filledTable(data, source);
  const { window, horizon, file } = data;
  if (!table || window + horizon <= table.rows) {
    return [];
  }
  const fits = table.rows - horizon;
  const advice = fits > 0 ? `at most ${fits} fits` : 'use more data or a shorter horizon';
  const message = `A window of ${countOf(window, 'row')} and a horizon of ${horizon} do not fit into the ${countOf(table.rows, 'row')} of "${file}": ${advice}`;
  const related = [{ range: document.rangeOf('data/file'), message: 'The data is named here' }];
  const longest = fits > 0 ? 'data/window' : 'data/horizon';
  const problem = errorAt(document.rangeOf(longest), 'data.window-too-long', message, related);
  const fix = fits > 0 ? document.replacement('data/window', `${fits}`) : undefined;
  return [withFixes(problem, [fix])];
};
