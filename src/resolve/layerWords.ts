import type { OutputShape } from '../data/dataShape.ts';
import type { Layer, RecurrentLayer } from './model.ts';

/** What the spec calls a layer: the name of its cell, or its kind. */
export function layerWord(layer: Layer): string {
  return layer.kind === 'recurrent' ? layer.cell.name : layer.kind;
}

/** What a layer computes, in one line; of a recurrent one what its cell says of itself. */
export function layerSummary(layer: Layer): string {
  switch (layer.kind) {
    case 'recurrent':
      return layer.cell.summary;
    case 'linear': {
      const sum = 'weight · x + bias';
      return `y = ${layer.activation === 'none' ? sum : `${layer.activation}(${sum})`}`;
    }
    case 'layer_norm':
      return `y = gain · (x − mean) / √(variance + ${layer.epsilon}) + bias`;
    case 'dropout':
      return `Leaves out ${percent(layer.rate)} of the values while training`;
    case 'noise':
      return `Adds normal noise with a standard deviation of ${layer.deviation} while training`;
    case 'embedding':
      return 'A learned vector for every token';
  }
}

/**
 * What goes in and what comes out: `[T, B, 2]` and `[T, B, 100]`, or `[B, 100]` and `[B, 1]` behind
 * the last time step.
 */
export function layerShapes(
  { kind, inputSize, outputSize }: Layer,
  steps: OutputShape['steps'],
): readonly [string, string] {
  const input =
    kind === 'embedding' ? tensorShape(undefined, steps) : tensorShape(inputSize, steps);
  return [input, tensorShape(outputSize, steps)];
}

/** `[T, B, 100]`; `[T, B]` of tokens, which have no width. */
export function tensorShape(width: number | undefined, steps: OutputShape['steps']): string {
  const axes = [...(steps === 'every' ? ['T'] : []), 'B', ...(width === undefined ? [] : [width])];
  return `[${axes.join(', ')}]`;
}

/**
 * The time steps that a layer sees: only the last one behind the last recurrent layer of a model that
 * tells one thing of a whole sequence. `kinds` are those of all layers.
 */
export function stepsSeen(
  output: OutputShape | undefined,
  kinds: readonly (Layer['kind'] | undefined)[],
  index: number,
): OutputShape['steps'] {
  const isBehind = index > kinds.lastIndexOf('recurrent');
  return isBehind && output?.steps === 'last' ? 'last' : 'every';
}

/** What is special about a recurrent layer besides its cell, each in a few words. */
export function layerTraits(layer: RecurrentLayer): readonly string[] {
  const { direction, merge, residual, dropout, recurrentDropout, zoneout, initialState } = layer;
  const directions = {
    forward: [],
    reverse: ['from the last time step to the first'],
    both: [`both directions, ${merge === 'sum' ? 'added up' : 'one behind the other'}`],
  };
  return [
    ...directions[direction],
    ...(residual ? ['adds its input'] : []),
    ...(initialState === 'learned' ? ['learned initial states'] : []),
    ...(dropout > 0 ? [`${percent(dropout)} dropout behind it`] : []),
    ...(recurrentDropout > 0 ? [`${percent(recurrentDropout)} recurrent dropout`] : []),
    ...(zoneout > 0 ? [`${percent(zoneout)} zoneout`] : []),
  ];
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
