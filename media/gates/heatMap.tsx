import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NamedValue, ValueRole } from '../../src/protocol/inspection.ts';
import type { UnitOrder, ValueWindow } from '../../src/protocol/inspector.ts';
import { contextOf, resizeCanvas } from '../shared/canvas.ts';
import { formatMeasure } from '../shared/numbers.ts';
import { type ColourScale, cssColour, paint } from './colours.ts';
import { type TimeActions, useTimeEvents } from './timeEvents.ts';
import { fetchedRange, leftOf, type TimeView } from './timeView.ts';
import { useSeen, useWidth } from './useSize.ts';

/** A place in a picture: a unit of a value at a time step. */
export interface Spot {
  readonly name: string;
  readonly role: ValueRole;
  readonly unit: number;
  readonly step: number;
  readonly value: number;
  /** Where one place shows several units or steps, how many. */
  readonly units: number;
  readonly steps: number;
}

export interface HeatMapProps {
  readonly value: NamedValue & { readonly width: number };
  readonly scale: ColourScale;
  readonly order: UnitOrder;
  readonly time: TimeActions;
  readonly dragged: TimeView | undefined;
  /** The step that all pictures mark. */
  readonly step: number | undefined;
  readonly picked: number | undefined;
  readonly fetch: (choice: Fetched) => Promise<ValueWindow>;
  readonly onSpot: (spot: Spot | undefined) => void;
  readonly onPick: (unit: number) => void;
}

/** What a picture is fetched by. */
export interface Fetched extends TimeView {
  readonly columns: number;
  readonly rows: number;
}

/** One value of a cell, units from top to bottom and time from left to right. */
export function HeatMap(props: HeatMapProps) {
  const { value, scale, time, picked } = props;
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(element);
  const height = heightOf(value.width);
  const tile = useTile(props, useSeen(element), { width, height });
  const image = useMemo(() => tile && toCanvas(tile.window, scale), [tile, scale]);
  useEffect(() => {
    if (canvas.current && image && tile && width > 0) {
      draw(canvas.current, image, tile.range, time.view, { width, height });
    }
  }, [image, tile, time.view, width, height]);
  const spotAt = (step: number, event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return tile && spotIn(tile, value, step, (event.clientY - box.top) / box.height);
  };
  const events = useTimeEvents(time, {
    step: (step, event) => props.onSpot(step === undefined ? undefined : spotAt(step, event)),
    click: (step, event) => {
      const spot = spotAt(step, event);
      if (spot) {
        props.onPick(spot.unit);
      }
    },
  });
  const pickedPlace = tile && picked !== undefined ? tile.window.units.indexOf(picked) : -1;
  return (
    <div class="map-row">
      <div class="map-title" style={{ height: `${height}px` }}>
        <span class="map-name">{value.name}</span>
        <span class="note">
          {value.role}, {value.width} {value.width === 1 ? 'unit' : 'units'}
        </span>
        <ScaleBar scale={scale} />
      </div>
      <div
        class="map"
        ref={element}
        style={{ height: `${height}px` }}
        role="img"
        aria-label={`${value.name}, a ${value.role} of ${value.width} units, over ${time.steps} time steps`}
        {...events}
      >
        <canvas ref={canvas} style={{ width: '100%', height: `${height}px` }} />
        <TimeMarks {...props} width={width} />
        {pickedPlace >= 0 && tile ? (
          <span
            class="map-picked"
            style={{
              top: `${(Math.floor(pickedPlace / tile.window.unitsPerRow) / tile.window.rows) * height}px`,
              height: `${Math.max(3, height / tile.window.rows)}px`,
            }}
          />
        ) : undefined}
      </div>
    </div>
  );
}

/** The step of the moment, and the range that is being dragged over. */
export function TimeMarks({
  time,
  step,
  dragged,
  width,
}: Pick<HeatMapProps, 'time' | 'step' | 'dragged'> & { readonly width: number }) {
  const stepWidth = Math.max(1, width / (time.view.to - time.view.from));
  const isSeen = step !== undefined && step >= Math.floor(time.view.from) && step < time.view.to;
  return (
    <>
      {isSeen ? (
        <span
          class="map-step"
          style={{ left: `${leftOf(time.view, step, width)}px`, width: `${stepWidth}px` }}
        />
      ) : undefined}
      {dragged ? (
        <span
          class="map-dragged"
          style={{
            left: `${leftOf(time.view, dragged.from, width)}px`,
            width: `${leftOf(time.view, dragged.to, width) - leftOf(time.view, dragged.from, width)}px`,
          }}
        />
      ) : undefined}
    </>
  );
}

function ScaleBar({ scale }: { readonly scale: ColourScale }) {
  const stops = Array.from({ length: 9 }, (_, index) =>
    cssColour(scale, scale.least + ((scale.most - scale.least) * index) / 8),
  );
  return (
    <span class="scale" aria-hidden="true">
      <span class="note number">{formatEnd(scale.least)}</span>
      <span
        class="scale-bar"
        style={{ background: `linear-gradient(to right, ${stops.join(',')})` }}
      />
      <span class="note number">{formatEnd(scale.most)}</span>
    </span>
  );
}

function formatEnd(value: number): string {
  return Number.isInteger(value) ? String(value).replace('-', '−') : formatMeasure(value, 2);
}

/** A fetched picture with the time that it covers. */
interface Tile {
  readonly range: TimeView;
  readonly window: ValueWindow;
}

/** Units are told apart as far as they can be seen, and a little farther. */
const rowsPerPixel = 2;

/** How long a view must stand still before it is fetched sharply, in milliseconds. */
const pause = 40;

/** The newest picture that has arrived: a new view shows the old one, stretched, until its own is there. */
function useTile(
  { value, order, time, fetch }: HeatMapProps,
  seen: boolean,
  { width, height }: { readonly width: number; readonly height: number },
): Tile | undefined {
  const [tile, setTile] = useState<Tile>();
  const { from, to } = time.view;
  useEffect(() => {
    if (!seen || width === 0) {
      return undefined;
    }
    let isWanted = true;
    const range = fetchedRange({ from, to }, time.steps);
    const columns = Math.ceil((width * (range.to - range.from)) / (to - from));
    const timer = setTimeout(
      async () => {
        const window = await fetch({ ...range, columns, rows: rowsPerPixel * height }).catch(
          () => undefined,
        );
        if (isWanted && window) {
          setTile({ range, window });
        }
      },
      tile ? pause : 0,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [seen, from, to, time.steps, width, height, order, value.name, fetch]);
  return tile;
}

/** Few units get some pixels each, and room for their title; many share 150. */
function heightOf(units: number): number {
  return Math.round(Math.min(150, Math.max(46, units * 6)));
}

function toCanvas({ data, columns, rows }: ValueWindow, scale: ColourScale): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  contextOf(canvas).putImageData(paint(data, columns, rows, scale), 0, 0);
  return canvas;
}

function draw(
  canvas: HTMLCanvasElement,
  image: HTMLCanvasElement,
  range: TimeView,
  view: TimeView,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  resizeCanvas(canvas, width, height);
  const context = contextOf(canvas);
  const left = leftOf(view, range.from, canvas.width);
  const right = leftOf(view, range.to, canvas.width);
  // Where several places share a pixel, it is their mean; otherwise each place has sharp edges.
  context.imageSmoothingEnabled = image.height > canvas.height;
  context.drawImage(image, left, 0, right - left, canvas.height);
}

/** What stands at a step and a height of the picture. */
function spotIn(
  { range, window }: Tile,
  { name, role }: NamedValue,
  step: number,
  share: number,
): Spot | undefined {
  const { columns, rows, stepsPerColumn, unitsPerRow, data, units } = window;
  const column = Math.floor((step - range.from) / stepsPerColumn);
  const row = Math.max(0, Math.min(rows - 1, Math.floor(share * rows)));
  if (column < 0 || column >= columns) {
    return undefined;
  }
  const place = row * unitsPerRow;
  return {
    name,
    role,
    step,
    unit: units[place] as number,
    value: data[column * rows + row] as number,
    units: Math.min(unitsPerRow, units.length - place),
    steps: stepsPerColumn,
  };
}
