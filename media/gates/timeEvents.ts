import { useRef } from 'preact/hooks';
import { stepAt, type TimeView, zoomView } from './timeView.ts';

/** What a person does on any picture that has time from left to right. */
export interface TimeActions {
  readonly view: TimeView;
  readonly steps: number;
  readonly setView: (view: TimeView) => void;
  /** Marks the range that is being dragged over; `undefined` when it is let go. */
  readonly setDragged: (range: TimeView | undefined) => void;
}

/** What an element of a page is given. */
interface TimeHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerLeave: (event: PointerEvent) => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly onDblClick: () => void;
}

/** Dragging this many pixels means a range; less is a click. */
const leastDrag = 4;

/**
 * Handlers for pointer and wheel: dragging selects a range of time, a wheel with Ctrl zooms, with Shift
 * it moves; `onStep` hears of the step under the pointer, `onClick` of a click.
 */
export function useTimeEvents(
  { view, steps, setView, setDragged }: TimeActions,
  on: {
    readonly step: (step: number | undefined, event: PointerEvent) => void;
    readonly click: (step: number, event: PointerEvent) => void;
  },
): TimeHandlers {
  const start = useRef<number>(undefined);
  const shareOf = (event: PointerEvent | WheelEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - left) / width));
  };
  const rangeTo = (event: PointerEvent): TimeView | undefined => {
    const width = (event.currentTarget as HTMLElement).clientWidth;
    if (
      start.current === undefined ||
      Math.abs(start.current - shareOf(event)) * width < leastDrag
    ) {
      return undefined;
    }
    const ends = [stepAt(view, start.current, steps), stepAt(view, shareOf(event), steps)];
    return { from: Math.min(...ends), to: Math.max(...ends) + 1 };
  };
  return {
    onPointerDown: (event) => {
      if (event.button === 0) {
        start.current = shareOf(event);
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      }
    },
    onPointerMove: (event) => {
      setDragged(rangeTo(event));
      on.step(stepAt(view, shareOf(event), steps), event);
    },
    onPointerUp: (event) => {
      const range = rangeTo(event);
      setDragged(undefined);
      if (range) {
        setView(range);
      } else if (start.current !== undefined) {
        on.click(stepAt(view, shareOf(event), steps), event);
      }
      start.current = undefined;
    },
    onPointerLeave: (event) => on.step(undefined, event),
    onDblClick: () => setView({ from: 0, to: steps }),
    onWheel: (event) => {
      if (event.ctrlKey || event.shiftKey) {
        event.preventDefault();
        const amount = event.deltaY || event.deltaX;
        setView(
          event.ctrlKey
            ? zoomView(
                view,
                1.002 ** amount,
                view.from + shareOf(event) * (view.to - view.from),
                steps,
              )
            : { from: view.from + amount * perPixel(view), to: view.to + amount * perPixel(view) },
        );
      }
    },
  };
}

/** Time steps that a pixel of the wheel moves by. */
function perPixel({ from, to }: TimeView): number {
  return (to - from) / 800;
}
