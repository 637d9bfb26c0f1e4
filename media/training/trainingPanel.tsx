import { useMemo } from 'preact/hooks';
import { periodOf } from '../../src/protocol/baselineWords.ts';
import type { Outcome, PanelAction } from '../../src/protocol/panel.ts';
import type { RunFailed, RunFinished } from '../../src/protocol/runEvents.ts';
import { Chart } from '../shared/chart.tsx';
import { Said, Trouble } from '../shared/said.tsx';
import { useTheme } from '../shared/theme.ts';
import { Beginning } from './beginning.tsx';
import { curvesCsv } from './curvesCsv.ts';
import { ForecastChart } from './forecastChart.tsx';
import { gradientFigure } from './gradientFigure.ts';
import { Heading } from './heading.tsx';
import { lossFigure } from './lossFigure.ts';
import { Measures } from './measures.tsx';
import type { PanelModel } from './panelModel.ts';
import { phaseOf } from './progress.ts';
import { rateFigure } from './rateFigure.ts';
import { Report } from './report.tsx';
import { scoreFigure } from './scoreFigure.ts';
import type { TrainingView } from './trainingView.ts';
import { lossNotes, scoreNote } from './words.ts';

export interface TrainingPanelProps {
  readonly model: PanelModel;
  /** What came of the last thing that was asked for. */
  readonly outcome: Outcome | undefined;
  readonly logarithmic: boolean;
  readonly onLogarithmic: (value: boolean) => void;
  readonly act: (action: PanelAction) => void;
}

/** The whole page: what the run does, how well it does, and its curves. */
export function TrainingPanel(props: TrainingPanelProps) {
  const { model, outcome, act } = props;
  const { view, heading, status } = model;
  const phase = phaseOf(view, status);
  if (heading === undefined) {
    return <p class="waiting">Looking for runs</p>;
  }
  if (phase === 'none') {
    return <Beginning heading={heading} trusted={status.trusted} outcome={outcome} act={act} />;
  }
  return (
    <div class="page">
      <Heading heading={heading} view={view} phase={phase} trusted={status.trusted} act={act} />
      <Said outcome={outcome} />
      <Trouble message={status.trouble} />
      <Trouble message={failureOf(view.ending)} />
      {view.started?.notices?.map((notice) => (
        <p class="notice" key={notice}>
          {notice}
        </p>
      ))}
      <Result view={view} />
      <Measures view={view} phase={phase} />
      <Curves {...props} />
    </div>
  );
}

function failureOf(ending: RunFinished | RunFailed | undefined): string | undefined {
  return ending?.type === 'failed' ? ending.message : undefined;
}

function Result({ view }: { readonly view: TrainingView }) {
  const period = periodOf(view.forecast?.series[0]?.labels ?? []);
  return view.ending?.type === 'finished' ? (
    <Report report={view.ending} period={period} />
  ) : undefined;
}

function Curves({ model, logarithmic, onLogarithmic, act }: TrainingPanelProps) {
  const { view, heading } = model;
  const theme = useTheme();
  const loss = useMemo(() => lossFigure(view, logarithmic), [view, logarithmic]);
  const score = useMemo(() => scoreFigure(view), [view.epochs, view.ending]);
  const gradient = useMemo(() => gradientFigure(view), [view.epochs]);
  const rate = useMemo(() => rateFigure(view), [view.epochs]);
  const fileStem = view.started?.run ?? heading?.name ?? 'run';
  const shared = { theme, fileStem, act };
  return (
    <>
      <div class="curves">
        <Chart
          {...shared}
          figure={loss}
          height={280}
          note={view.started ? lossNotes[view.started.loss] : ''}
        >
          <label class="switch">
            <input
              type="checkbox"
              checked={logarithmic}
              onChange={(event) => onLogarithmic(event.currentTarget.checked)}
            />
            Logarithmic
          </label>
        </Chart>
        {view.started?.forecasts === false ? (
          <Chart {...shared} figure={score} height={280} note={scoreNote(view.started.measure)} />
        ) : (
          <ForecastChart {...shared} forecast={view.forecast} height={280} />
        )}
      </div>
      <div class="curves curves-small">
        <Chart
          {...shared}
          figure={gradient}
          height={160}
          note="Largest of each epoch, before clipping"
        />
        <Chart {...shared} figure={rate} height={160} note="The optimizer's step size" />
      </div>
      <footer class="foot">
        <button
          type="button"
          class="link"
          onClick={() =>
            act({ kind: 'save', name: `${fileStem}.csv`, content: curvesCsv(view.epochs) })
          }
        >
          Save all curves as CSV
        </button>
      </footer>
    </>
  );
}
