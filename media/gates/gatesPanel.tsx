import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ModelDescription, TraceSummary } from '../../src/protocol/inspector.ts';
import type { Outcome, PanelAction } from '../../src/protocol/panel.ts';
import type { Ask } from '../shared/ask.ts';
import { Icon } from '../shared/icon.tsx';
import { Said, Trouble } from '../shared/said.tsx';
import { useTheme } from '../shared/theme.ts';
import { Chooser } from './chooser.tsx';
import { type GatesState, initialState } from './gatesState.ts';
import { TraceView } from './traceView.tsx';

export interface GatesPanelProps {
  /** The spec file or run folder; `undefined` until the host has said it. */
  readonly source: string | undefined;
  readonly kept: Partial<GatesState>;
  readonly keep: (source: string, state: GatesState) => void;
  readonly ask: Ask;
  readonly act: (action: PanelAction) => void;
  readonly outcome: Outcome | undefined;
}

/** The whole page: what every gate does at every time step of one sequence. */
export function GatesPanel({ source, kept, keep, ask, act, outcome }: GatesPanelProps) {
  const [model, setModel] = useState<ModelDescription>();
  const [state, setState] = useState<GatesState>();
  const [trouble, setTrouble] = useState<string>();
  const open = useCallback(async () => {
    if (source === undefined) {
      return;
    }
    try {
      const found = await ask(source, 'describe', undefined);
      setModel(found);
      setState((known) => initialState(found, known ?? kept));
      setTrouble(undefined);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  }, [source, ask]);
  useEffect(() => void open(), [open]);
  const change = (change: Partial<GatesState>) => {
    if (state && source !== undefined) {
      const next = { ...state, ...change };
      setState(next);
      keep(source, next);
    }
  };
  if (trouble !== undefined) {
    return <Failed message={trouble} again={open} />;
  }
  if (!model || source === undefined) {
    return <p class="waiting">Opening the model and its data</p>;
  }
  if (!state) {
    return <Failed message={nothingToSee(model)} again={open} />;
  }
  return (
    <div class="page">
      <header class="heading-row">
        <div>
          <h1>{model.name}</h1>
          <p class="note">{origin(model)}</p>
        </div>
      </header>
      <Chooser model={model} state={state} change={change} />
      <Said outcome={outcome} />
      <Traced source={source} model={model} state={state} change={change} ask={ask} act={act} />
    </div>
  );
}

type TracedProps = Pick<GatesPanelProps, 'ask' | 'act'> & {
  readonly source: string;
  readonly model: ModelDescription;
  readonly state: GatesState;
  readonly change: (change: Partial<GatesState>) => void;
};

/** Has the chosen sequence traced, and shows the last trace until the next is there. */
function Traced(props: TracedProps) {
  const { source, ask, model, state } = props;
  const { weights, split, index, from, steps } = state;
  const theme = useTheme();
  const [summary, setSummary] = useState<TraceSummary>();
  const [trouble, setTrouble] = useState<string>();
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let isWanted = true;
    ask(source, 'trace', { weights, split, index, from, steps }).then(
      (found) => {
        if (isWanted) {
          setSummary(found);
          setTrouble(undefined);
        }
      },
      (error: Error) => isWanted && setTrouble(error.message),
    );
    return () => {
      isWanted = false;
    };
  }, [source, ask, weights, split, index, from, steps, again]);
  if (trouble !== undefined) {
    return <Failed message={trouble} again={() => setAgain(again + 1)} />;
  }
  return summary ? (
    <TraceView {...props} key={model.name} summary={summary} theme={theme} />
  ) : (
    <p class="waiting">Running the sequence through the model</p>
  );
}

function Failed({ message, again }: { readonly message: string; readonly again: () => void }) {
  return (
    <div class="page">
      <Trouble message={message} />
      <div class="actions">
        <button type="button" class="button" onClick={() => again()}>
          <Icon name="refresh" />
          Try again
        </button>
      </div>
    </div>
  );
}

function origin({ run }: ModelDescription): string {
  return run === undefined
    ? 'Before training: what the gates do with the weights that training starts from'
    : `Run ${run.id}, best at epoch ${run.epoch}`;
}

function nothingToSee({ passes }: ModelDescription): string {
  return passes.length === 0
    ? 'This model has no recurrent layer, so there are no gates to look at'
    : 'The data of this model has no sequences to look at';
}
