import { useEffect, useRef } from 'preact/hooks';
import { contextOf, resizeCanvas } from '../shared/canvas.ts';
import { formatMeasure } from '../shared/numbers.ts';
import type { Theme } from '../shared/theme.ts';
import { TimeMarks } from './heatMap.tsx';
import { type TimeActions, useTimeEvents } from './timeEvents.ts';
import { leftOf, type TimeView } from './timeView.ts';
import { useWidth } from './useSize.ts';

/** A course over all time steps. */
export interface StripLine {
  readonly name: string;
  readonly data: ArrayLike<number>;
  /** Values per time step, of which this is the one at `offset`. */
  readonly stride: number;
  readonly offset: number;
  readonly colour: string;
  readonly dashed: boolean;
}

export interface StripProps {
  readonly title: string;
  readonly note: string;
  readonly lines: readonly StripLine[];
  readonly theme: Theme;
  readonly time: TimeActions;
  readonly dragged: TimeView | undefined;
  readonly step: number | undefined;
  readonly onStep: (step: number | undefined) => void;
}

const height = 72;

/** Curves over the same time as the pictures below or above them. */
export function Strip(props: StripProps) {
  const { title, note, lines, theme, time, step, onStep } = props;
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(element);
  useEffect(() => {
    if (canvas.current && width > 0) {
      draw(canvas.current, lines, time.view, width, theme);
    }
  }, [lines, time.view, width, theme]);
  const events = useTimeEvents(time, { step: (at) => onStep(at), click: () => undefined });
  return (
    <div class="map-row">
      <div class="map-title" style={{ height: `${height}px` }}>
        <span class="map-name">{title}</span>
        <span class="note">{note}</span>
        <span class="strip-legend">
          {lines.map((line) => (
            <span key={line.name}>
              <span
                class={`swatch ${line.dashed ? 'strip-dashed' : ''}`}
                style={{ color: line.colour }}
              />{' '}
              {line.name}
              {step === undefined ? '' : ` ${formatMeasure(valueAt(line, step))}`}
            </span>
          ))}
        </span>
      </div>
      <div
        class="map strip"
        ref={element}
        style={{ height: `${height}px` }}
        role="img"
        aria-label={`${title}: ${lines.map(({ name }) => name).join(', ')}`}
        {...events}
      >
        <canvas ref={canvas} style={{ width: '100%', height: `${height}px` }} />
        <TimeMarks {...props} width={width} />
      </div>
    </div>
  );
}

function valueAt({ data, stride, offset }: StripLine, step: number): number {
  return data[step * stride + offset] ?? Number.NaN;
}

function draw(
  canvas: HTMLCanvasElement,
  lines: readonly StripLine[],
  view: TimeView,
  width: number,
  theme: Theme,
): void {
  resizeCanvas(canvas, width, height);
  const context = contextOf(canvas);
  context.scale(devicePixelRatio, devicePixelRatio);
  const [least, most] = rangeOf(lines);
  const topOf = (value: number) => 6 + (height - 12) * (1 - (value - least) / (most - least || 1));
  const first = Math.max(0, Math.floor(view.from) - 1);
  for (const line of lines) {
    const last = Math.min(line.data.length / line.stride, Math.ceil(view.to) + 1);
    context.beginPath();
    context.strokeStyle = line.colour;
    context.lineWidth = 1.5;
    context.setLineDash(line.dashed ? [5, 3] : []);
    for (let step = first; step < last; step++) {
      // A value stands in the middle of its time step, as the pictures' columns do.
      context.lineTo(leftOf(view, step + 0.5, width), topOf(valueAt(line, step)));
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = theme.muted;
  context.font = `10px ${theme.font}`;
  context.textBaseline = 'top';
  context.fillText(formatMeasure(most), 4, 2);
  context.textBaseline = 'bottom';
  context.fillText(formatMeasure(least), 4, height - 2);
}

function rangeOf(lines: readonly StripLine[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { data, stride, offset } of lines) {
    for (let place = offset; place < data.length; place += stride) {
      least = Math.min(least, data[place] as number);
      most = Math.max(most, data[place] as number);
    }
  }
  return [least, most];
}
