import { useRef, useState } from 'preact/hooks';
import type { ModelDescription, ValueWindow } from '../../src/protocol/inspector.ts';
import { Icon } from '../shared/icon.tsx';
import type { ColourScale } from './colours.ts';
import { type Fetched, HeatMap, type Spot } from './heatMap.tsx';
import { keyActions } from './keyActions.ts';
import { mapsPng } from './mapsPng.ts';
import { readOut } from './readOut.ts';
import { Strip } from './strip.tsx';
import { inputLines, outcomeText, outputLines } from './surroundings.ts';
import { TimeAxis } from './timeAxis.tsx';
import type { TimeActions } from './timeEvents.ts';
import { type TimeView, wholeView } from './timeView.ts';
import type { TraceViewProps } from './traceView.tsx';

export interface MapsCardProps extends TraceViewProps {
  readonly pass: ModelDescription['passes'][number];
  readonly scales: ReadonlyMap<string, ColourScale>;
  readonly fetches: ReadonlyMap<string, (choice: Fetched) => Promise<ValueWindow>>;
  readonly view: TimeView;
  readonly setView: (view: TimeView) => void;
  readonly step: number | undefined;
  readonly setStep: (step: number | undefined) => void;
  readonly fileStem: string;
}

/** The pictures of all values of a layer, between what goes in and what comes out. */
export function MapsCard(props: MapsCardProps) {
  const { model, summary, pass, view, setView, step, setStep } = props;
  const [spot, setSpot] = useState<Spot>();
  const maps = useRef<HTMLDivElement>(null);
  const { steps } = summary;
  return (
    <section class="card" aria-label="Gates over time">
      <header class="card-header">
        <div class="card-title">
          <h2>
            {pass.name}: every value at every time step
            {pass.reverse ? ', read from the end to the start' : ''}
          </h2>
          <p class="note read-out" aria-live="polite">
            {readOut(model, summary, spot, step) ??
              'Point at a picture to read a value; click for the curves of a unit; drag to see a range of time.'}
          </p>
        </div>
        <div class="tools">
          {view.from > 0 || view.to < steps ? (
            <button type="button" class="link" onClick={() => setView(wholeView(steps))}>
              Whole sequence
            </button>
          ) : undefined}
          <SavePicture {...props} maps={maps} />
        </div>
      </header>
      <Maps
        {...props}
        maps={maps}
        onSpot={(next) => {
          setSpot(next);
          setStep(next?.step);
        }}
      />
      <p class="outcome">{outcomeText(model, summary)}</p>
      <details class="behind">
        <summary>What is seen here, and the equations of the cell</summary>
        <p class="note">
          Each picture is one value of the cell, in the order of the equations: units from top to
          bottom, time from left to right. Gates go from 0 (shut, dark) to 1 (open, bright);
          candidates and states are blue below zero and orange above it.
        </p>
        <pre>{pass.equations}</pre>
      </details>
    </section>
  );
}

type InnerProps = MapsCardProps & { readonly maps: { readonly current: HTMLDivElement | null } };

function SavePicture({ maps, fileStem, state, theme, act }: InnerProps) {
  const save = async () => {
    if (maps.current) {
      const content = await mapsPng(maps.current, `${fileStem}, units by ${state.order}`, theme);
      act({ kind: 'save', name: `${fileStem}.png`, content });
    }
  };
  return (
    <button
      type="button"
      class="tool"
      title="Save the pictures as PNG"
      aria-label="Save the pictures as PNG"
      onClick={save}
    >
      <Icon name="picture" />
    </button>
  );
}

function Maps(props: InnerProps & { readonly onSpot: (spot: Spot | undefined) => void }) {
  const { model, state, change, summary, theme, pass, scales, fetches, onSpot } = props;
  const { maps, view, setView, step, setStep } = props;
  const [dragged, setDragged] = useState<TimeView>();
  const { steps } = summary;
  const time: TimeActions = { view, steps, setView, setDragged };
  const marks = { theme, time, dragged, step, onStep: setStep };
  const [inputs, outputs] = [inputLines(model, summary, theme), outputLines(model, summary, theme)];
  const onKeyDown = (event: KeyboardEvent) => {
    const action = keyActions[event.key];
    if (action) {
      event.preventDefault();
      const units = pass.values.filter(({ role }) => role !== 'input').map(({ width }) => width);
      action({ view, steps, step, setView, setStep, state, change, width: Math.max(...units) });
    }
  };
  return (
    <div
      class="maps"
      ref={maps}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the step and the unit
      tabIndex={0}
      role="application"
      aria-label="Pictures over time: left and right move the time step, up and down the unit, plus and minus zoom, 0 shows all"
      onKeyDown={onKeyDown}
    >
      {inputs.length > 0 ? (
        <Strip title="Input" note="in the data's own units" lines={inputs} {...marks} />
      ) : undefined}
      {pass.values.map((value) => {
        const [scale, fetch] = [scales.get(value.name), fetches.get(value.name)];
        return scale && fetch ? (
          <HeatMap
            key={value.name}
            value={value}
            scale={scale}
            order={state.order}
            time={time}
            dragged={dragged}
            step={step}
            picked={value.role === 'input' ? undefined : state.unit}
            fetch={fetch}
            onSpot={onSpot}
            onPick={(unit) => (value.role === 'input' ? undefined : change({ unit }))}
          />
        ) : undefined;
      })}
      {outputs.length > 0 ? (
        <Strip title="Output" note="prediction and truth" lines={outputs} {...marks} />
      ) : undefined}
      <TimeAxis view={view} first={summary.from} />
    </div>
  );
}
