import { useRef } from 'preact/hooks';
import { leftOf, type TimeView, timeTicks } from './timeView.ts';
import { useWidth } from './useSize.ts';

/** Room that a label of a time step needs, in pixels. */
const labelRoom = 60;

/** Time steps below the pictures; `first` is the place of the trace in its sequence. */
export function TimeAxis({ view, first }: { readonly view: TimeView; readonly first: number }) {
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  return (
    <div class="map-row">
      <div class="map-title note">Time step</div>
      <div class="time-axis" ref={element} aria-hidden="true">
        {timeTicks(view, first, width / labelRoom).map((tick) => (
          <span key={tick} class="number" style={{ left: `${leftOf(view, tick + 0.5, width)}px` }}>
            {(first + tick).toLocaleString('en-US')}
          </span>
        ))}
      </div>
    </div>
  );
}
