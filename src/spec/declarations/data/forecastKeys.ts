import type { ForecastData } from '../../spec.ts';
import { listType } from '../../types/listType.ts';
import { mappingType } from '../../types/mappingType.ts';
import { integerType } from '../../types/numberType.ts';
import { optionalType } from '../../types/optionalType.ts';
import { isWrittenScalar, shortFormType } from '../../types/shortFormType.ts';
import { fileType, textType } from '../../types/textType.ts';
import { fallback, required } from '../../valueType.ts';
import { scaleKey } from './scaleKey.ts';
import { splitType } from './splitType.ts';

const columnType = textType('the name of a column', { kind: 'column' });

/** A list of column names; one name alone is a list of one. */
const columnsType = shortFormType({
  long: listType('a list of column names', columnType, { unique: true, max: 1000 }),
  short: columnType,
  matches: isWrittenScalar,
  expand: (name) => [name],
});

/** The keys of `data` for `task: forecast`. */
export const forecastKeys = mappingType<Omit<ForecastData, 'kind'>>({
  file: {
    type: fileType('the path of a CSV file', '.csv', '.tsv', '.txt'),
    fallback: required,
    documentation:
      'The data: a CSV file with a header line and one row per time step, oldest first, relative to the spec',
    example: 'airline-passengers.csv',
  },
  inputs: {
    type: columnsType,
    fallback: required,
    documentation: 'The columns that the model sees',
    example: '[Passengers]',
  },
  targets: {
    type: columnsType,
    fallback: { kind: 'sibling', key: 'inputs' },
    documentation: 'The columns that the model predicts',
    example: '[Passengers]',
  },
  window: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: required,
    unit: 'time steps',
    documentation: 'How many rows the model sees before it predicts',
    example: '24',
  },
  horizon: {
    type: integerType({ min: 1, max: 100_000 }),
    fallback: fallback(1),
    unit: 'time steps',
    documentation: 'How many rows it predicts at once, directly after the window',
    example: '1',
  },
  scale: scaleKey('column', 'rows'),
  split: {
    type: splitType,
    fallback: fallback([0.7, 0.15, 0.15]),
    unit: 'shares of the rows',
    documentation:
      'The parts for training, validation and test, in the order of time; they sum to 1',
    example: '[0.7, 0.15, 0.15]',
  },
  season: {
    type: optionalType(integerType({ min: 1, max: 1_000_000 })),
    fallback: fallback(undefined),
    unit: 'rows',
    documentation:
      'The length of one season (12 where rows are months), so that the report can compare with the same time one season ago',
    example: '12',
  },
});
