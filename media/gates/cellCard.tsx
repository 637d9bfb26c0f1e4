import { useEffect, useState } from 'preact/hooks';
import type { PictureNode, UnitCurves } from '../../src/protocol/inspector.ts';
import { contrastRatio } from '../shared/contrast.ts';
import { Icon } from '../shared/icon.tsx';
import { formatMeasure } from '../shared/numbers.ts';
import { valueOfNode } from './cellValues.ts';
import { type ColourScale, cssColour } from './colours.ts';
import type { MapsCardProps } from './mapsCard.tsx';

export type CellCardProps = Pick<
  MapsCardProps,
  'pass' | 'scales' | 'state' | 'summary' | 'step' | 'setStep' | 'view'
> & { readonly curves: UnitCurves | undefined };

/** Milliseconds that a step is shown for while the picture plays. */
const pace = 400;

/** The cell as a picture of its equations, with what the chosen unit computes at the step of the moment. */
export function CellCard({
  pass,
  scales,
  state,
  summary,
  curves,
  step,
  setStep,
  view,
}: CellCardProps) {
  const { shown, first, last, plays, toggle } = usePlayer(view, step, setStep);
  const valueFor = (node: PictureNode) => curves && valueOfNode(node, curves, shown, pass.reverse);
  return (
    <section class="card" aria-label="The cell">
      <header class="card-header">
        <div class="card-title">
          <h2>The cell at one time step</h2>
          <p class="note">
            Unit {state.unit} of {pass.name} at step {summary.from + shown}. Blue lines go through
            trained matrices, from all units.
          </p>
        </div>
        <div class="tools">
          <button type="button" class="button" onClick={toggle} aria-pressed={plays}>
            <Icon name={plays ? 'stop' : 'play'} />
            {plays ? 'Stop' : 'Play'}
          </button>
        </div>
      </header>
      <input
        class="cell-step"
        type="range"
        aria-label="Time step"
        min={first}
        max={last}
        value={shown}
        onInput={(event) => setStep(event.currentTarget.valueAsNumber)}
      />
      <Picture pass={pass} scales={scales} valueFor={valueFor} />
    </section>
  );
}

/** The step of the moment, and a clock that moves it on to the end of what is seen. */
function usePlayer(
  view: CellCardProps['view'],
  step: number | undefined,
  setStep: CellCardProps['setStep'],
) {
  const [plays, setPlays] = useState(false);
  const [first, last] = [Math.floor(view.from), Math.ceil(view.to) - 1];
  const shown = step ?? first;
  useEffect(() => {
    if (!plays) {
      return undefined;
    }
    const timer = setTimeout(() => {
      if (shown >= last) {
        setPlays(false);
      } else {
        setStep(shown + 1);
      }
    }, pace);
    return () => clearTimeout(timer);
  }, [plays, shown, last]);
  const toggle = () => {
    setStep(shown >= last ? first : shown);
    setPlays(!plays);
  };
  return { shown, first, last, plays, toggle };
}

function Picture({
  pass: { picture },
  scales,
  valueFor,
}: Pick<CellCardProps, 'pass' | 'scales'> & {
  readonly valueFor: (node: PictureNode) => number | undefined;
}) {
  return (
    <div class="cell-scroller">
      <svg
        class="cell-picture"
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        style={{ maxWidth: `${picture.width * 1.15}px` }}
        role="img"
        aria-label={inWords(picture.nodes, valueFor)}
      >
        {picture.lines.map(({ from, to, path, isWeighted }) => (
          <path
            key={`${from}>${to}`}
            d={path}
            class={isWeighted ? 'cell-line cell-weighted' : 'cell-line'}
          />
        ))}
        {picture.nodes.map((node) => (
          <Node
            key={node.name}
            node={node}
            box={picture.box}
            scale={scales.get(node.name.replace(/\[t(-1)?\]$/, ''))}
            value={valueFor(node)}
          />
        ))}
      </svg>
    </div>
  );
}

interface NodeProps {
  readonly node: PictureNode;
  readonly box: { readonly width: number; readonly height: number };
  readonly scale: ColourScale | undefined;
  readonly value: number | undefined;
}

function Node({ node: { name, note, left, middle }, box, scale, value }: NodeProps) {
  const fill = scale && value !== undefined ? cssColour(scale, value) : undefined;
  const isDark = fill && contrastRatio('#ffffff', fill) > contrastRatio('#000000', fill);
  const text = fill === undefined ? undefined : { fill: isDark ? '#ffffff' : '#000000' };
  return (
    <g class="cell-node">
      <title>{`${name} ${note}`}</title>
      <rect
        x={left}
        y={middle - box.height / 2}
        width={box.width}
        height={box.height}
        rx={6}
        style={fill === undefined ? undefined : { fill }}
      />
      <text
        x={left + 8}
        y={middle + 4}
        class={name.includes('[') ? 'cell-name cell-long' : 'cell-name'}
        style={text}
      >
        {name}
      </text>
      <text x={left + box.width - 8} y={middle + 4} text-anchor="end" style={text}>
        {value === undefined ? note : formatMeasure(value, 2)}
      </text>
    </g>
  );
}

function inWords(
  nodes: readonly PictureNode[],
  valueFor: (node: PictureNode) => number | undefined,
): string {
  const values = nodes.flatMap((node) => {
    const value = valueFor(node);
    return value === undefined ? [] : [`${node.name} ${formatMeasure(value, 2)}`];
  });
  return `The values of the cell: ${values.join(', ')}`;
}
