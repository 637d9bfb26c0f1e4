import { useMemo, useState } from 'preact/hooks';
import type { PanelAction } from '../../src/protocol/panel.ts';
import type { ForecastMade } from '../../src/protocol/runEvents.ts';
import { Chart } from '../shared/chart.tsx';
import type { Theme } from '../shared/theme.ts';
import { forecastFigure } from './forecastFigure.ts';

export interface ForecastChartProps {
  readonly forecast: ForecastMade | undefined;
  readonly theme: Theme;
  readonly height: number;
  readonly fileStem: string;
  readonly act: (action: PanelAction) => void;
}

/** The forecast of one target column against the truth, redrawn as the model learns. */
export function ForecastChart({ forecast, ...chart }: ForecastChartProps) {
  const [chosen, setChosen] = useState(0);
  const series = forecast?.series[chosen] ?? forecast?.series[0];
  const figure = useMemo(
    () => (forecast && series ? forecastFigure(forecast, series) : undefined),
    [forecast, series],
  );
  if (forecast === undefined || figure === undefined) {
    return (
      <section class="card chart chart-waiting" aria-label="Forecast">
        <header class="card-header">
          <h2>Forecast</h2>
        </header>
        <p class="waiting" style={{ minHeight: `${chart.height}px` }}>
          The forecast on the validation part appears after the first epoch
        </p>
      </section>
    );
  }
  const note = `One step ahead on the validation part, after epoch ${forecast.epoch}`;
  return (
    <Chart {...chart} figure={figure} note={note}>
      {forecast.series.length > 1 ? (
        <select
          aria-label="Target"
          value={chosen}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        >
          {forecast.series.map((each, index) => (
            <option key={each.target} value={index}>
              {each.target}
            </option>
          ))}
        </select>
      ) : undefined}
    </Chart>
  );
}
