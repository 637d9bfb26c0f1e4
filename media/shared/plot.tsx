import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { type Figure, stopIndices } from './figure.ts';
import { type PlotSource, plotData, plotOptions } from './plotOptions.ts';
import type { Theme } from './theme.ts';

export interface PlotProps {
  readonly figure: Figure;
  readonly theme: Theme;
  /** In CSS pixels; the width follows the page. */
  readonly height: number;
  /** The position under the pointer or the keyboard's cursor, as an index. */
  /** The line that stands out before all others, as an index. */
  readonly focus?: number | undefined;
  readonly onCursor: (index: number | undefined) => void;
  readonly onKeyboardCursor: (index: number) => void;
  /** Hands out the canvas, for the picture that a person saves. */
  readonly onCanvas: (canvas: HTMLCanvasElement) => void;
}

/**
 * The canvas of a figure. New points are drawn into the same plot; only another theme, other lines or
 * another scale make a new one. Arrow keys, Home and End move the cursor.
 */
export function Plot(props: PlotProps) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const source = useRef<PlotSource>({ figure: props.figure, theme: props.theme });
  source.current.figure = props.figure;
  source.current.theme = props.theme;

  useEffect(() => {
    const target = element.current;
    if (target === null) {
      return undefined;
    }
    const size = { width: Math.max(120, target.clientWidth), height: props.height };
    const data = plotData(source.current.figure);
    const made = new uPlot(plotOptions(source.current, size, props.onCursor), data, target);
    plot.current = made;
    props.onCanvas(made.ctx.canvas);
    const observer = new ResizeObserver(() => {
      made.setSize({ width: Math.max(120, target.clientWidth), height: props.height });
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [structureOf(props.figure), props.theme, props.height]);

  useEffect(() => {
    plot.current?.setData(plotData(props.figure));
  }, [props.figure]);

  useEffect(() => {
    plot.current?.setSeries(props.focus === undefined ? null : props.focus + 1, { focus: true });
  }, [props.focus, props.figure]);

  const moveTo = (index: number) => {
    const position = props.figure.positions[index];
    if (plot.current && position !== undefined) {
      plot.current.setCursor({ left: plot.current.valToPos(position, 'x'), top: 0 });
      props.onKeyboardCursor(index);
    }
  };
  return (
    <div
      class="plot"
      ref={element}
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the plot out
      tabIndex={0}
      aria-label={`${props.figure.title}. ${props.figure.summary}`}
      onKeyDown={(event) => {
        const target = keyTarget(event.key, plot.current?.cursor.idx, props.figure);
        if (target !== undefined) {
          event.preventDefault();
          moveTo(target);
        }
      }}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
    />
  );
}

/** Where a key moves the cursor to; `undefined` for all other keys. */
function keyTarget(
  key: string,
  current: number | null | undefined,
  figure: Figure,
): number | undefined {
  const stops = stopIndices(figure);
  switch (key) {
    case 'ArrowLeft':
      return stops.findLast((stop) => stop < (current ?? Infinity)) ?? stops[0];
    case 'ArrowRight':
      return stops.find((stop) => stop > (current ?? -1)) ?? stops.at(-1);
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    default:
      return undefined;
  }
}

/** Figures with the same structure differ only in their points. */
function structureOf(figure: Figure): string {
  const lines = figure.lines.map((line) => `${line.name}/${line.style}/${line.scale}`);
  return [figure.left.kind, figure.right?.kind ?? '', ...lines].join('|');
}
