import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { ModelDescription, TraceSummary } from '../../src/protocol/inspector.ts';
import type { PanelAction } from '../../src/protocol/panel.ts';
import type { Ask } from '../shared/ask.ts';
import { Chart } from '../shared/chart.tsx';
import type { Theme } from '../shared/theme.ts';
import { CellCard } from './cellCard.tsx';
import type { GatesState } from './gatesState.ts';
import type { Fetched } from './heatMap.tsx';
import { MapsCard } from './mapsCard.tsx';
import { SaturationPlots } from './saturationPlot.tsx';
import { TextCard } from './textCard.tsx';
import { fitView, type TimeView, wholeView } from './timeView.ts';
import { useCurves, useScales } from './traceHooks.ts';
import { unitFigure } from './unitFigure.ts';

export interface TraceViewProps {
  readonly source: string;
  readonly model: ModelDescription;
  readonly state: GatesState;
  readonly change: (change: Partial<GatesState>) => void;
  readonly summary: TraceSummary;
  readonly theme: Theme;
  readonly ask: Ask;
  readonly act: (action: PanelAction) => void;
}

/** All pictures of one trace, one below the other over the same time. */
export function TraceView(props: TraceViewProps) {
  const { source, model, state, change, summary, theme, ask, act } = props;
  const { steps, trace } = summary;
  const pass = model.passes.find(({ name }) => name === state.pass) ?? model.passes[0];
  const [chosen, setChosen] = useState<TimeView>(wholeView(steps));
  const [step, setStep] = useState<number>();
  const [colourBy, setColourBy] = useState('h');
  const view = useMemo(() => fitView(chosen, steps), [chosen, steps]);
  useEffect(() => setChosen(wholeView(steps)), [trace]);
  const scales = useScales(summary, state.pass, theme);
  const curves = useCurves(props, view);
  const fetches = useMemo(() => {
    const fetchOf = (name: string) => (choice: Fetched) =>
      ask(source, 'window', { trace, pass: state.pass, name, order: state.order, ...choice });
    return new Map(pass?.values.map(({ name }) => [name, fetchOf(name)]));
  }, [ask, source, trace, state.pass, state.order, pass]);
  const fetchSaturation = useCallback(
    (gate: string) => ask(source, 'saturation', { trace, pass: state.pass, name: gate }),
    [ask, source, trace, state.pass],
  );
  if (!pass) {
    return undefined;
  }
  const seen = { view, step, setStep };
  const fileStem = `${model.name}-${state.split}-${state.index}-${state.pass}`;
  const own = pass.values.filter(({ role }) => role !== 'input');
  const coloured = own.some(({ name }) => name === colourBy) ? colourBy : (own.at(-1)?.name ?? '');
  return (
    <>
      {model.input.kind === 'tokens' ? (
        <TextCard
          {...props}
          {...seen}
          names={own.map(({ name }) => name)}
          colourBy={coloured}
          setColourBy={setColourBy}
          scale={scales.get(coloured)}
          curves={curves}
        />
      ) : undefined}
      <MapsCard
        {...props}
        {...seen}
        pass={pass}
        scales={scales}
        fetches={fetches}
        setView={(next) => setChosen(fitView(next, steps))}
        fileStem={fileStem}
      />
      <CellCard {...props} {...seen} pass={pass} scales={scales} curves={curves} />
      {curves ? (
        <Chart
          figure={unitFigure(state.unit, curves, summary.from)}
          theme={theme}
          height={240}
          fileStem={fileStem}
          act={act}
          note={`All values of unit ${state.unit} of ${pass.name}, over the time that is seen above`}
        />
      ) : undefined}
      <SaturationPlots
        gates={pass.values.filter(({ role }) => role === 'gate').map(({ name }) => name)}
        fetch={fetchSaturation}
        picked={state.unit}
        onPick={(unit) => change({ unit })}
      />
    </>
  );
}
