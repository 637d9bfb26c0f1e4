import { useState } from 'preact/hooks';
import { type Figure, figureRows } from './figure.ts';

/** The numbers behind a plot, made only when they are opened. */
export function FigureTable({ figure }: { readonly figure: Figure }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      class="behind"
      open={open}
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>Show as table</summary>
      {open ? <Rows figure={figure} /> : undefined}
    </details>
  );
}

/** More rows would make the page slow. */
const mostRows = 500;

function Rows({ figure }: { readonly figure: Figure }) {
  const lines = figure.lines.filter((line) => line.inTable);
  const all = figureRows(figure);
  const rows = all.slice(-mostRows);
  return (
    <section
      class="table-scroller"
      aria-label={`${figure.title} as a table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <p class="note">
        {figure.summary}
        {rows.length < all.length ? ` The last ${mostRows} rows are shown; the CSV has all.` : ''}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{figure.x.name}</th>
            {lines.map((line) => (
              <th scope="col" class="number" key={line.name}>
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.position}>
              <th scope="row">{figure.x.format(row.position)}</th>
              {row.values.map((value, index) => (
                <td class="number" key={lines[index]?.name}>
                  {value === undefined ? '' : lines[index]?.format(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
