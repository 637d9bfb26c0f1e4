import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PanelAction } from '../../src/protocol/panel.ts';
import { figureCsv } from './csv.ts';
import { type Figure, type FigureLine, lastValue, nearestIndex } from './figure.ts';
import { FigureTable } from './figureTable.tsx';
import { Icon } from './icon.tsx';
import { Plot } from './plot.tsx';
import { figurePng } from './png.ts';
import { Trouble } from './said.tsx';
import type { Theme } from './theme.ts';

export interface ChartProps {
  readonly figure: Figure;
  readonly theme: Theme;
  readonly height: number;
  /** The start of the names of files that are saved: `airline-20260101-120000-a1b2`. */
  readonly fileStem: string;
  readonly act: (action: PanelAction) => void;
  /** Switches that belong to this plot. */
  readonly children?: ComponentChildren;
  /** A line under the title; the position of the cursor takes its place. */
  readonly note: string;
  /** The line that stands out before all others, as an index. */
  readonly focus?: number | undefined;
  /** What stands in the place of the legend above the plot; it gets the place of the cursor. */
  readonly legend?: (cursor: number | undefined) => ComponentChildren;
}

/** A plot with its title, legend with read-out, the table behind it, and what can be saved of it. */
export function Chart(props: ChartProps) {
  const { figure, theme, height, fileStem, act, children, note, focus } = props;
  const [cursor, setCursor] = useState<number | undefined>(undefined);
  const [spoken, setSpoken] = useState('');
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const canvas = useRef<HTMLCanvasElement>(undefined);
  const name = `${fileStem}-${figure.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const savePicture = async () => {
    if (canvas.current === undefined) {
      return;
    }
    try {
      const content = await figurePng(figure, canvas.current, theme);
      setTrouble(undefined);
      act({ kind: 'save', name: `${name}.png`, content });
    } catch (error) {
      setTrouble(`The picture was not made: ${error instanceof Error ? error.message : error}`);
    }
  };
  const position = positionText(figure, cursor);
  const plot = useMemo(
    () => (
      <Plot
        figure={figure}
        theme={theme}
        height={height}
        focus={focus}
        onCursor={setCursor}
        onKeyboardCursor={(index) => setSpoken(readOut(figure, index))}
        onCanvas={(element) => {
          canvas.current = element;
        }}
      />
    ),
    [figure, theme, height, focus],
  );
  return (
    <section class="card chart" aria-label={figure.title}>
      <header class="card-header">
        <div class="card-title">
          <h2>{figure.title}</h2>
          <p class="note">{position ?? note}</p>
        </div>
        <div class="tools">
          {children}
          <button
            type="button"
            class="tool"
            title="Save as CSV"
            aria-label={`Save ${figure.title} as CSV`}
            onClick={() => act({ kind: 'save', name: `${name}.csv`, content: figureCsv(figure) })}
          >
            <Icon name="table" />
          </button>
          <button
            type="button"
            class="tool"
            title="Save as PNG"
            aria-label={`Save ${figure.title} as PNG`}
            onClick={savePicture}
          >
            <Icon name="picture" />
          </button>
        </div>
      </header>
      <Trouble message={trouble} />
      {props.legend ? props.legend(cursor) : <Legend figure={figure} cursor={cursor} />}
      {plot}
      <p class="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      <FigureTable figure={figure} />
    </section>
  );
}

/** The lines with their values at the cursor, or their last ones. */
function Legend({ figure, cursor }: { figure: Figure; cursor: number | undefined }) {
  return (
    <div class="legend" aria-hidden="true">
      <span class="legend-place">{cursor === undefined ? 'Last' : 'Here'}</span>
      {figure.lines.map((line) => (
        <span class="legend-line" key={line.name}>
          <span class={`swatch swatch-${line.style} colour-${line.colour}`} />
          {line.name}
          {line.inTable ? <span class="legend-value">{valueText(line, cursor)}</span> : undefined}
        </span>
      ))}
    </div>
  );
}

function valueText(line: FigureLine, cursor: number | undefined): string {
  const value =
    cursor === undefined ? lastValue(line) : line.values[nearestIndex(line, cursor) ?? cursor];
  return value === undefined ? '' : line.format(value);
}

function positionText(figure: Figure, cursor: number | undefined): string | undefined {
  const position = cursor === undefined ? undefined : figure.positions[cursor];
  return position === undefined ? undefined : `${figure.x.name} ${figure.x.format(position)}`;
}

function readOut(figure: Figure, index: number): string {
  const values = figure.lines.flatMap((line) => {
    const value = line.values[index];
    return value === undefined ? [] : [`${line.name} ${line.format(value)}`];
  });
  return `${positionText(figure, index) ?? ''}: ${values.join(', ')}`;
}
