import { useMemo, useRef, useState } from 'preact/hooks';
import type { ModelDescription } from '../../src/protocol/inspector.ts';
import type { Outcome, PanelAction } from '../../src/protocol/panel.ts';
import { Chart } from '../shared/chart.tsx';
import { Icon } from '../shared/icon.tsx';
import { Said, Trouble } from '../shared/said.tsx';
import { useTheme } from '../shared/theme.ts';
import { Controls } from './controls.tsx';
import { CurveList } from './curveList.tsx';
import { type FlowCurve, type FlowGroup, flowGroups } from './flowCurves.ts';
import { flowFigure } from './flowFigure.ts';
import { descriptionOf, type FlowModel, type Loaded } from './flowModel.ts';
import { LearnMore } from './learnMore.tsx';
import { type Verdict, verdictOf } from './verdict.ts';

export interface FlowPanelProps {
  readonly model: FlowModel;
  /** What came of the last thing that was asked for. */
  readonly outcome: Outcome | undefined;
  readonly change: ChangeModel;
  readonly act: (action: PanelAction) => void;
}

/** Changes what the person chose. */
export type ChangeModel = (changed: (model: FlowModel) => FlowModel) => void;

/** The whole page: how the gradient of the loss travels back through time. */
export function FlowPanel(props: FlowPanelProps) {
  const { model, outcome, change, act } = props;
  const groups = useMemo(() => flowGroups(model), [model]);
  const { shown } = model;
  if (shown === undefined) {
    return <p class="waiting">Opening the model</p>;
  }
  const own = model.descriptions.get(shown.source);
  const trouble = own && troubleOf(own);
  if (trouble !== undefined) {
    return (
      <div class="page">
        <Trouble message={trouble} />
        <div class="actions">
          <button type="button" class="button" onClick={() => act({ kind: 'refresh' })}>
            <Icon name="refresh" />
            Try again
          </button>
        </div>
      </div>
    );
  }
  if (own?.kind !== 'there') {
    return <p class="waiting">Opening the model and its data</p>;
  }
  return (
    <div class="page flow">
      <header class="heading-row">
        <div>
          <h1>{own.value.name}</h1>
          <p class="note">
            How strongly the loss depends on what the network held so many time steps before
          </p>
        </div>
        <div class="actions">
          <button type="button" class="button" onClick={() => act({ kind: 'refresh' })}>
            <Icon name="refresh" />
            Refresh
          </button>
        </div>
      </header>
      <Said outcome={outcome} />
      <Seen verdict={verdictOf(groups)} />
      <Controls model={model} change={change} />
      <FlowChart {...props} groups={groups} />
      <LearnMore />
    </div>
  );
}

/** Why nothing can be shown of a model. */
function troubleOf(own: Loaded<ModelDescription>): string | undefined {
  if (own.kind === 'failed') {
    return own.message;
  }
  return own.kind === 'there' && own.value.passes.length === 0
    ? 'This model has no recurrent layer, so no gradient travels through time in it'
    : undefined;
}

function Seen({ verdict: { kind, words } }: { readonly verdict: Verdict }) {
  return (
    <p class={`seen seen-${kind}`} role="status">
      {words}
    </p>
  );
}

/** The curves that are there; until any of a new choice are, those of the last one. */
function useLastWhileWaiting(groups: readonly FlowGroup[]): readonly FlowCurve[] {
  const last = useRef<readonly FlowCurve[]>([]);
  return useMemo(() => {
    const curves = groups.flatMap((group) => group.curves);
    const isWaiting = groups.some(({ flow }) => flow.kind === 'waiting');
    if (curves.length > 0 || !isWaiting) {
      last.current = curves;
    }
    return last.current;
  }, [groups]);
}

function FlowChart({
  model,
  change,
  act,
  groups,
}: FlowPanelProps & { readonly groups: readonly FlowGroup[] }) {
  const theme = useTheme();
  const [pointed, setPointed] = useState<string | undefined>(undefined);
  const [pinned, setPinned] = useState<string | undefined>(undefined);
  const { relative } = model.choices;
  const curves = useLastWhileWaiting(groups);
  const figure = useMemo(() => flowFigure(curves, relative), [curves, relative]);
  const focus = curves.findIndex(({ name }) => name === (pointed ?? pinned));
  const [own] = model.choices.entries;
  const name = own && descriptionOf(model, own.source)?.name;
  return (
    <Chart
      figure={figure}
      theme={theme}
      height={400}
      fileStem={name ?? 'model'}
      act={act}
      focus={focus < 0 ? undefined : focus}
      note={
        relative
          ? 'Norm of ∂loss/∂value, as a share of what it is at the loss; time runs to the right'
          : 'Norm of ∂loss/∂value; time runs to the right'
      }
      legend={(cursor) => (
        <CurveList
          model={model}
          groups={groups}
          figure={figure}
          cursor={cursor}
          pinned={pinned}
          onPoint={setPointed}
          onPin={setPinned}
          change={change}
        />
      )}
    >
      <label class="switch">
        <input
          type="checkbox"
          checked={relative}
          onChange={({ currentTarget }) => {
            const { checked } = currentTarget;
            change((now) => ({ ...now, choices: { ...now.choices, relative: checked } }));
          }}
        />
        Relative to the loss
      </label>
    </Chart>
  );
}
