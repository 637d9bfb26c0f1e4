import { errorAt } from '../../../base/problem.ts';
import type { ForecastData } from '../../../spec/spec.ts';
import { readTable } from '../../readers.ts';
import type { TaskRule } from '../../ruleContext.ts';

/** The table has rows. */
export const tableHasRows: TaskRule<ForecastData> = ({ document, source }, data) => {
  const read = readTable(source.read(data.file));
  if (read.kind !== 'read' || read.value.rows > 0) {
    return [];
  }
  const has = read.value.columns.length > 0 ? 'has a header line but no rows' : 'is empty';
  const message = `Data file "${data.file}" ${has}: it needs a header line and one row per time step`;
  return [errorAt(document.rangeOf('data/file'), 'data.empty', message)];
};
