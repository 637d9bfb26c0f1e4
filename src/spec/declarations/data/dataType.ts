import type { DataSpec } from '../../spec.ts';
import { switchType } from '../../types/switchType.ts';
import { classifyType } from './classifyType.ts';
import { forecastKeys } from './forecastKeys.ts';
import { languageKeys } from './languageKeys.ts';
import { polyphonyKeys } from './polyphonyKeys.ts';
import { regressType } from './regressType.ts';
import { tagKeys } from './tagKeys.ts';

/** What `data` may say in each task. */
export const dataType = switchType<DataSpec>('task', {
  forecast: forecastKeys,
  classify: classifyType,
  regress: regressType,
  tag: tagKeys,
  language: languageKeys,
  polyphony: polyphonyKeys,
});
