import { countOf } from '../../base/counts.ts';
import { remember } from '../../base/remember.ts';
import { eachPart } from '../../data/dataset.ts';
import { buildForecastDataset } from '../../data/forecast/buildForecastDataset.ts';
import { forecastShape } from '../../data/forecast/forecastShape.ts';
import { parseWindows } from '../../data/forecast/parseWindows.ts';
import { splitRows } from '../../data/forecast/splitRows.ts';
import type { ForecastData } from '../../spec/spec.ts';
import { filledTable } from '../dataFacts.ts';
import { readTable } from '../readers.ts';
import { columnsAreUnscaled } from '../rules/forecast/columnsAreUnscaled.ts';
import { columnsExist } from '../rules/forecast/columnsExist.ts';
import { columnsHoldNumbers } from '../rules/forecast/columnsHoldNumbers.ts';
import { columnsVary } from '../rules/forecast/columnsVary.ts';
import { numbersAreThere } from '../rules/forecast/numbersAreThere.ts';
import { partsHoldSequences } from '../rules/forecast/partsHoldSequences.ts';
import { seasonFitsData } from '../rules/forecast/seasonFitsData.ts';
import { tableHasRows } from '../rules/forecast/tableHasRows.ts';
import { targetsAreUnseen } from '../rules/forecast/targetsAreUnseen.ts';
import { windowFitsData } from '../rules/forecast/windowFitsData.ts';
import { readValue, type TaskData } from './taskData.ts';

/** So many equal numbers; the same ones give the same array, of which other things are remembered. */
const repeated = remember(
  (value: number, count: number): readonly number[] => new Array<number>(count).fill(value),
  12,
);

/** `task: forecast`: windows of one series. */
export const forecastData: TaskData<ForecastData> = {
  files: ({ file }) => [
    { path: 'data/file', file, read: (source) => readTable(source.read(file)), form: 'a table' },
  ],
  shape: (data) => forecastShape(data),
  lengths: (data, source) => {
    const table = filledTable(data, source);
    if (!table) {
      return undefined;
    }
    const parts = splitRows(table.rows, data);
    return eachPart((name) => {
      const { first, end } = parts[name].starts;
      return repeated(data.window, end - first);
    });
  },
  build: (data, source, _train, scalers) =>
    buildForecastDataset(readValue(readTable(source.read(data.file))), data, scalers),
  sequencesIn: (data, text, shape, scaler) => parseWindows(text, shape, data.window, scaler),
  width: ({ targets, horizon }) => ({
    words: `${countOf(targets.length, 'target')} × horizon ${horizon}`,
    keys: ['targets', 'horizon'],
  }),
  rules: [
    tableHasRows,
    columnsExist,
    columnsHoldNumbers,
    numbersAreThere,
    windowFitsData,
    partsHoldSequences,
    columnsVary,
    columnsAreUnscaled,
    targetsAreUnseen,
    seasonFitsData,
  ],
};
