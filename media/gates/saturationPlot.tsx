import { useEffect, useState } from 'preact/hooks';
import type { UnitSaturation } from '../../src/protocol/saturation.ts';
import { formatShare } from '../shared/numbers.ts';

export interface SaturationPlotProps {
  readonly gates: readonly string[];
  readonly fetch: (gate: string) => Promise<readonly UnitSaturation[]>;
  readonly picked: number | undefined;
  readonly onPick: (unit: number) => void;
}

/**
 * For each gate one dot per unit: how often it is nearly shut (below 0.1) against how often it is nearly
 * open (above 0.9), as in Karpathy et al. 2015, figure 2.
 */
export function SaturationPlots({ gates, fetch, picked, onPick }: SaturationPlotProps) {
  return (
    <section class="card" aria-label="Saturation">
      <header>
        <h2>Saturation</h2>
        <p class="note">
          Each dot is a unit: to the right it is often nearly shut, upwards often nearly open, and
          near the corner mostly in between (Karpathy et al. 2015).
        </p>
      </header>
      <div class="saturation">
        {gates.map((gate) => (
          <SaturationPlot key={gate} gate={gate} fetch={fetch} picked={picked} onPick={onPick} />
        ))}
      </div>
    </section>
  );
}

const side = 150;

function SaturationPlot({
  gate,
  fetch,
  picked,
  onPick,
}: Omit<SaturationPlotProps, 'gates'> & { readonly gate: string }) {
  const [units, setUnits] = useState<readonly UnitSaturation[]>([]);
  useEffect(() => {
    let isWanted = true;
    fetch(gate).then(
      (found) => isWanted && setUnits(found),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [gate, fetch]);
  const mean = (key: keyof UnitSaturation) =>
    units.reduce((sum, unit) => sum + unit[key], 0) / Math.max(1, units.length);
  return (
    <figure class="saturation-plot">
      <figcaption>
        <span class="map-name">{gate}</span>
        <br />
        <span class="note">
          shut {formatShare(mean('left'))}, open {formatShare(mean('right'))}
        </span>
      </figcaption>
      <svg
        viewBox={`-22 -8 ${side + 34} ${side + 34}`}
        role="img"
        aria-label={`Gate ${gate}: shut ${formatShare(mean('left'))} and open ${formatShare(mean('right'))} of the time`}
      >
        <path class="saturation-frame" d={`M0 0V${side}H${side}M0 0L${side} ${side}`} />
        <text class="saturation-axis" x={side / 2} y={side + 18} text-anchor="middle">
          share of time below 0.1
        </text>
        <text
          class="saturation-axis"
          transform={`translate(-10 ${side / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          above 0.9
        </text>
        {units.map((unit, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the pictures pick units by keyboard
          <circle
            key={index}
            class={index === picked ? 'saturation-dot saturation-picked' : 'saturation-dot'}
            cx={unit.left * side}
            cy={(1 - unit.right) * side}
            r={index === picked ? 5 : 3}
            onClick={() => onPick(index)}
          >
            <title>
              Unit {index}: shut {formatShare(unit.left)}, open {formatShare(unit.right)}
            </title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}
