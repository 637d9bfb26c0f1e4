import type { UnitCurves } from '../../src/protocol/inspector.ts';
import type { ColourScale } from './colours.ts';
import type { TimeView } from './timeView.ts';
import { Tokens } from './tokens.tsx';
import type { TraceViewProps } from './traceView.tsx';

export interface TextCardProps extends Pick<TraceViewProps, 'model' | 'state' | 'summary'> {
  /** What units can be seen of. */
  readonly names: readonly string[];
  readonly colourBy: string;
  readonly setColourBy: (name: string) => void;
  readonly scale: ColourScale | undefined;
  readonly curves: UnitCurves | undefined;
  readonly view: TimeView;
  readonly step: number | undefined;
  readonly setStep: (step: number | undefined) => void;
}

/** The text that goes in, coloured by what a unit does at each token. */
export function TextCard(props: TextCardProps) {
  const { model, state, summary, names, colourBy, curves, scale, view, step } = props;
  const curve = curves?.curves.find(({ name }) => name === colourBy);
  return (
    <section class="card" aria-label="The text">
      <header class="card-header">
        <div class="card-title">
          <h2>Text</h2>
          <p class="note">
            Coloured by unit {state.unit} of {colourBy}; choose another by a click in the pictures
          </p>
        </div>
        <label class="choice">
          <span class="note">Colour by</span>
          <select
            value={colourBy}
            onChange={(event) => props.setColourBy(event.currentTarget.value)}
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </header>
      <Tokens
        tokens={summary.input}
        names={model.input.names}
        view={view}
        step={step}
        onStep={props.setStep}
        colouring={
          curves && curve && scale
            ? { from: curves.from, every: curves.every, data: curve.data, scale }
            : undefined
        }
      />
    </section>
  );
}
