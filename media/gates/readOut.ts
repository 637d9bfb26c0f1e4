import type { ModelDescription, TraceSummary } from '../../src/protocol/inspector.ts';
import { formatMeasure } from '../shared/numbers.ts';
import type { Spot } from './heatMap.tsx';
import { stepText } from './surroundings.ts';

/** What is under the pointer, or at the step of the keyboard, in words. */
export function readOut(
  model: ModelDescription,
  summary: TraceSummary,
  spot: Spot | undefined,
  step: number | undefined,
): string | undefined {
  if (step === undefined) {
    return undefined;
  }
  const token =
    model.input.kind === 'tokens'
      ? ` (“${model.input.names[summary.input[step] ?? -1] ?? ''}”)`
      : '';
  const when = `step ${summary.from + step}${token}`;
  const output = stepText(model, summary, step);
  const value = spot && spot.step === step ? `${spotText(spot)} at ${when}` : when;
  return output === undefined ? value : `${value}; ${output}`;
}

function spotText({ name, role, unit, units, steps, value }: Spot): string {
  const kind = role === 'gate' ? 'mean' : 'largest';
  const several = units > 1 || steps > 1 ? `the ${kind} of several, ` : '';
  return `${name}, unit ${unit}: ${several}${formatMeasure(value)}`;
}
