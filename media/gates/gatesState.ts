import type {
  ModelDescription,
  SequenceChoice,
  SplitDescription,
  UnitOrder,
} from '../../src/protocol/inspector.ts';

/** What a person has chosen to look at. */
export interface GatesState extends SequenceChoice {
  readonly pass: string;
  readonly order: UnitOrder;
  /** The unit whose curves are drawn. */
  readonly unit: number;
}

/** What the page keeps to be restored. */
export interface GatesPanelState extends Partial<GatesState> {
  readonly source: string;
}

/** More steps than this are looked at in pieces. */
export const mostSteps = 10_000;

/** What was kept, as far as the model still has it, and what is sensible for the rest. */
export function initialState(
  { weights, splits, passes }: ModelDescription,
  kept: Partial<GatesState>,
): GatesState | undefined {
  const filled = splits.filter(({ lengths }) => lengths.length > 0);
  const split =
    filled.find(({ name }) => name === kept.split) ??
    filled.find(({ name }) => name === 'validation') ??
    filled[0];
  const pass = passes.find(({ name }) => name === kept.pass) ?? passes[0];
  const [shownFirst] = weights;
  if (!split || !pass || !shownFirst) {
    return undefined;
  }
  return {
    weights: weights.find((name) => name === kept.weights) ?? shownFirst,
    ...withSequence(split, kept.index ?? 0, kept.from ?? 0),
    pass: pass.name,
    order: kept.order ?? 'index',
    unit: kept.unit ?? 0,
  };
}

/** A sequence of a part, from a step on, each moved to the nearest that there is. */
export function withSequence(
  { name, lengths }: SplitDescription,
  index: number,
  from: number,
): Pick<SequenceChoice, 'split' | 'index' | 'from' | 'steps'> {
  const place = Math.max(0, Math.min(lengths.length - 1, index));
  const length = lengths[place] ?? 0;
  const start = Math.max(0, Math.min(length - 1, from));
  return { split: name, index: place, from: start, steps: Math.min(mostSteps, length - start) };
}

/** What each order of units is called. */
export const orderWords: { readonly [K in UnitOrder]: string } = {
  index: 'by index',
  mean: 'by mean',
  saturation: 'by saturation',
  similarity: 'by similarity',
};
