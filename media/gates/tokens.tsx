import { contrastRatio } from '../shared/contrast.ts';
import { type ColourScale, cssColour } from './colours.ts';
import type { TimeView } from './timeView.ts';

export interface TokensProps {
  /** Places in `names`, one for each time step. */
  readonly tokens: ArrayLike<number>;
  readonly names: readonly string[];
  readonly view: TimeView;
  readonly step: number | undefined;
  readonly onStep: (step: number | undefined) => void;
  /** What the tokens are coloured by: the chosen unit of a value, from the step `from` on. */
  readonly colouring: Colouring | undefined;
}

export interface Colouring {
  readonly from: number;
  readonly every: number;
  readonly data: ArrayLike<number>;
  readonly scale: ColourScale;
}

/** More would make the page slow: the rest is reached by choosing another range of time. */
const mostTokens = 2000;

/** The text of the chosen range of time, each token on the colour of the chosen unit's value there. */
export function Tokens({ tokens, names, view, step, onStep, colouring }: TokensProps) {
  const first = Math.floor(view.from);
  const last = Math.min(tokens.length, Math.ceil(view.to), first + mostTokens);
  const steps = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return (
    <p class="tokens" onPointerLeave={() => onStep(undefined)}>
      {steps.map((at) => (
        <span
          key={at}
          class={at === step ? 'token token-here' : 'token'}
          style={styleAt(colouring, at)}
          onPointerEnter={() => onStep(at)}
        >
          {shown(names[tokens[at] as number] ?? '')}
        </span>
      ))}
    </p>
  );
}

function styleAt(colouring: Colouring | undefined, step: number) {
  if (colouring === undefined) {
    return undefined;
  }
  const { from, every, data, scale } = colouring;
  const value = data[Math.floor((step - from) / every)];
  if (value === undefined) {
    return undefined;
  }
  const background = cssColour(scale, value);
  const isDark = contrastRatio('#ffffff', background) > contrastRatio('#000000', background);
  return { background, color: isDark ? '#ffffff' : '#000000' };
}

/** Blanks and line ends are tokens too, and must be seen. */
function shown(token: string): string {
  return token.replaceAll('\n', '⏎\n').replaceAll('\t', '⇥').replace(/^ $/, '·');
}
