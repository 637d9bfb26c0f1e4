import type { GatesState } from './gatesState.ts';
import { panView, type TimeView, wholeView, zoomView } from './timeView.ts';

/** What keys act on. */
export interface KeyContext {
  readonly view: TimeView;
  readonly steps: number;
  readonly step: number | undefined;
  readonly setView: (view: TimeView) => void;
  readonly setStep: (step: number) => void;
  readonly state: GatesState;
  readonly change: (change: Partial<GatesState>) => void;
  /** How many units there are. */
  readonly width: number;
}

type KeyAction = (context: KeyContext) => void;

const moveStep =
  (by: number): KeyAction =>
  ({ step, steps, view, setStep, setView }) => {
    const start = by > 0 ? Math.floor(view.from) - 1 : Math.ceil(view.to);
    const next = Math.max(0, Math.min(steps - 1, (step ?? start) + by));
    setStep(next);
    if (next < view.from || next >= view.to) {
      setView(panView(view, by > 0 ? 0.5 : -0.5, steps));
    }
  };

const moveUnit =
  (by: number): KeyAction =>
  ({ state, width, change }) =>
    change({ unit: (state.unit + by + width) % width });

const zoom =
  (factor: number): KeyAction =>
  ({ view, step, steps, setView }) =>
    setView(zoomView(view, factor, step ?? (view.from + view.to) / 2, steps));

/** What keys do on the pictures: the arrows move the step and the unit. */
export const keyActions: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: moveStep(-1),
  ArrowRight: moveStep(1),
  ArrowUp: moveUnit(-1),
  ArrowDown: moveUnit(1),
  PageUp: ({ view, steps, setView }) => setView(panView(view, -0.8, steps)),
  PageDown: ({ view, steps, setView }) => setView(panView(view, 0.8, steps)),
  Home: ({ setStep }) => setStep(0),
  End: ({ steps, setStep }) => setStep(steps - 1),
  '+': zoom(0.5),
  '-': zoom(2),
  '0': ({ steps, setView }) => setView(wholeView(steps)),
};
