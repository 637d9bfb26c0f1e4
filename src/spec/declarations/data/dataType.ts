import type { DataSpec } from '../../spec.ts';
import { switchType } from '../../types/switchType.ts';
import { forecastKeys } from './forecastKeys.ts';
import { polyphonyKeys } from './polyphonyKeys.ts';
import { regressKeys } from './regressKeys.ts';

/** What `data` may say in each task. */
export const dataType = switchType<DataSpec>('task', {
  forecast: forecastKeys,
  regress: regressKeys,
  polyphony: polyphonyKeys,
});
