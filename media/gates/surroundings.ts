import type { ModelDescription, TraceSummary } from '../../src/protocol/inspector.ts';
import { formatMeasure } from '../shared/numbers.ts';
import type { Theme } from '../shared/theme.ts';
import type { StripLine } from './strip.tsx';

/** More lines than this in one strip cannot be told apart; the heat map of the input shows them. */
const mostLines = 6;

/** The values that go in at every step; none where they are tokens or too many. */
export function inputLines(
  { input }: ModelDescription,
  summary: TraceSummary,
  theme: Theme,
): readonly StripLine[] {
  if (input.kind !== 'values' || input.names.length > mostLines) {
    return [];
  }
  const colours = linesOf(theme);
  return input.names.map((name, offset) => ({
    name,
    data: summary.input,
    stride: input.names.length,
    offset,
    colour: colours[offset % colours.length] as string,
    dashed: offset >= colours.length,
  }));
}

/** The values that come out at every step beside the truth; only the first target. */
export function outputLines(
  { output }: ModelDescription,
  { prediction, target }: TraceSummary,
  theme: Theme,
): readonly StripLine[] {
  if (output.kind !== 'values' || output.steps !== 'every') {
    return [];
  }
  const stride = output.names.length * output.horizon;
  const line = { stride, offset: 0 };
  const { truth, forecast } = theme.colours;
  return [
    { ...line, name: `${output.names[0]} as it was`, data: target, colour: truth, dashed: false },
    { ...line, name: 'predicted', data: prediction, colour: forecast, dashed: true },
  ];
}

/** What the model made of a sequence with one output, in a sentence without an end. */
export function outcomeText(
  { output }: ModelDescription,
  summary: TraceSummary,
): string | undefined {
  if (output.steps !== 'last') {
    return undefined;
  }
  const { prediction, target } = summary;
  if (output.kind === 'classes') {
    const guess = prediction.indexOf(Math.max(...prediction));
    const share = Math.round(100 * (prediction[guess] ?? 0));
    const truth = output.names[target[0] ?? -1] ?? 'unknown';
    return `Predicted “${output.names[guess]}” (${share} %), and it was “${truth}”`;
  }
  const { names, horizon } = output;
  const pairs = Array.from(prediction, (value, index) => {
    const ahead = horizon > 1 ? ` +${Math.floor(index / names.length) + 1}` : '';
    const truth = formatMeasure(target[index] ?? Number.NaN, 4);
    return `${names[index % names.length]}${ahead} ${formatMeasure(value, 4)} (it was ${truth})`;
  });
  return `Predicted ${pairs.join(', ')}`;
}

/** What stands at a step of a sequence with an output at every step: the likely class or notes. */
export function stepText(
  { output }: ModelDescription,
  { prediction, target }: TraceSummary,
  step: number,
): string | undefined {
  if (output.steps !== 'every' || output.kind === 'values') {
    return undefined;
  }
  const width = output.names.length;
  const chances = [...prediction.subarray(step * width, (step + 1) * width)];
  if (output.kind === 'flags') {
    const on = (numbers: ArrayLike<number>) =>
      Array.from(numbers, (value, index) => (value > 0.5 ? output.names[index] : undefined))
        .filter((name) => name !== undefined)
        .join(' ') || 'nothing';
    const truth = target.subarray(step * width, (step + 1) * width);
    return `predicted ${on(chances)}, it was ${on(truth)}`;
  }
  const best = chances
    .map((chance, index) => ({ chance, name: output.names[index] ?? '' }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, 3)
    .map(({ chance, name }) => `“${name}” ${Math.round(100 * chance)} %`);
  return `predicted ${best.join(', ')}; it was “${output.names[target[step] ?? -1] ?? ''}”`;
}

function linesOf({ colours }: Theme): readonly string[] {
  return [colours.training, colours.validation, colours.accent];
}
