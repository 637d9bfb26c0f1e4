import type { WeightsName } from '../../src/protocol/inspector.ts';

/** What weights are called. */
export const weightsWords: Readonly<Record<WeightsName, string>> = {
  best: 'best evaluation',
  last: 'last step',
  untrained: 'before training',
};
