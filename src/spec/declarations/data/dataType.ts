import type { DataSpec } from '../../spec.ts';
import { switchType } from '../../types/switchType.ts';
import { classifyKeys } from './classifyKeys.ts';
import { forecastKeys } from './forecastKeys.ts';
import { polyphonyKeys } from './polyphonyKeys.ts';
import { regressType } from './regressType.ts';

/** What `data` may say in each task. */
export const dataType = switchType<DataSpec>('task', {
  forecast: forecastKeys,
  classify: classifyKeys,
  regress: regressType,
  polyphony: polyphonyKeys,
});
