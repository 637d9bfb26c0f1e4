import { type FlowFate, stepsWords } from '../../src/protocol/flowWords.ts';
import type { FlowCurve, FlowGroup } from './flowCurves.ts';
import { formatFlowShare } from './flowFigure.ts';

/** What is seen, in a sentence or two. */
export interface Verdict {
  readonly kind: FlowFate['kind'];
  readonly words: string;
}

/**
 * What becomes of the gradient in each model. A network remembers by whichever of its states keeps
 * the gradient longest, so that one speaks for its model; one that explodes speaks first.
 */
export function verdictOf(groups: readonly FlowGroup[]): Verdict {
  const told = groups.flatMap((group) => {
    const curve = spokesman(group.curves);
    return curve ? [{ group, curve }] : [];
  });
  const [first] = told;
  if (first === undefined) {
    return { kind: 'none', words: wordsOfNothing(groups) };
  }
  if (told.length === 1) {
    const { curve } = first;
    return { kind: curve.fate.kind, words: `${headline(curve)}${consequence(curve)}.` };
  }
  const words = told.map(({ group, curve }) => `${whatItDoes(curve)} in ${group.label}`);
  return {
    kind: told.every(({ curve }) => curve.fate.kind === first.curve.fate.kind)
      ? first.curve.fate.kind
      : 'none',
    words: `On its way back the gradient ${words.slice(0, -1).join(', ')} and ${words.at(-1)}.`,
  };
}

function wordsOfNothing(groups: readonly FlowGroup[]): string {
  const has = (kind: FlowGroup['flow']['kind']) => groups.some(({ flow }) => flow.kind === kind);
  return has('waiting')
    ? 'Following the gradient back through time …'
    : has('failed')
      ? 'There is no gradient to show.'
      : 'No curve is shown: choose values and layers below.';
}

/** States speak before all else, as they are what goes from step to step. */
function spokesman(curves: readonly FlowCurve[]): FlowCurve | undefined {
  const states = curves.filter(({ value }) => value.role === 'state');
  const [first, ...others] = states.length > 0 ? states : curves;
  return others.reduce(
    (best, curve) => (rankOf(curve) > rankOf(best as FlowCurve) ? curve : best),
    first,
  );
}

/** Exploded before left before vanished before nothing; then by how soon, how much, how late. */
function rankOf({ fate }: FlowCurve): number {
  switch (fate.kind) {
    case 'exploded':
      return 3e9 - fate.steps;
    case 'left':
      return 2e9 + fate.share;
    case 'vanished':
      return 1e9 + fate.steps;
    default:
      return 0;
  }
}

/** Below this share a gradient that has not vanished is not said to survive. */
const fadedShare = 0.1;

function headline({ fate }: FlowCurve): string {
  switch (fate.kind) {
    case 'vanished':
      return 'The gradient vanishes: ';
    case 'exploded':
      return 'The gradient explodes: ';
    case 'left':
      return fate.share < fadedShare ? 'The gradient fades: ' : 'The gradient survives: ';
    default:
      return 'The loss does not depend on what is shown';
  }
}

function consequence({ fate, pass, value, words }: FlowCurve): string {
  const what = `in ${value.name} of ${pass}, ${words}`;
  switch (fate.kind) {
    case 'vanished':
      return `${what}. Training hardly learns from what came before that`;
    case 'exploded':
      return `${what}. A step of training may overshoot, unless gradients are clipped`;
    case 'left':
      return fate.steps === 0
        ? what
        : fate.share < fadedShare
          ? `${what}. Training learns less from what came so long before`
          : `${what}. Training can learn from what came so long before`;
    default:
      return '';
  }
}

function whatItDoes({ fate, value }: FlowCurve): string {
  switch (fate.kind) {
    case 'vanished':
      return `vanishes within ${stepsWords(fate.steps)} (${value.name})`;
    case 'exploded':
      return `explodes within ${stepsWords(fate.steps)} (${value.name})`;
    case 'left':
      return `keeps ${formatFlowShare(fate.share)} over ${stepsWords(fate.steps)} (${value.name})`;
    default:
      return 'goes nowhere';
  }
}
