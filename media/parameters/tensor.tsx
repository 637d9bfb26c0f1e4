import type { GateBlock, TensorReport, WeightStatistics } from '../../src/protocol/parameters.ts';
import { decimalsFor, formatFixed } from '../shared/numbers.ts';

/** One stacked tensor: its name in PyTorch, its shape written out, and which rows are which gate. */
export function Tensor({ tensor }: { readonly tensor: TensorReport }) {
  const rows = Math.max(1, ...tensor.blocks.map((block) => block.lastRow + 1));
  const shown = columnsOf(tensor);
  const decimals = decimalsFor(tensor.blocks.flatMap(statisticsOf), 3);
  return (
    <section class="tensor" aria-label={tensor.name}>
      <header class="tensor-header">
        <h3>
          <code>{tensor.name}</code>
          {tensor.inPyTorch ? <span class="tag">PyTorch</span> : undefined}
        </h3>
        <code class="shape">{tensor.shapeText}</code>
        <span class="note number">{tensor.countFormula}</span>
      </header>
      <p class="note">{tensor.meaning}</p>
      {tensor.note === '' ? undefined : <p class="note">{tensor.note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="blocks-scroller" aria-label={`Rows of ${tensor.name}`} tabIndex={0}>
        <table class="blocks">
          <thead>
            <tr>
              <th scope="col" class="column-gate">
                Gate
              </th>
              <th scope="col" class="column-rows">
                Rows
              </th>
              <th scope="col" class="column-parameter">
                Parameter
              </th>
              <th scope="col" class="column-shape">
                Shape
              </th>
              <th scope="col" class="column-start">
                Starts as
              </th>
              {shown.map(({ key, title, meaning }) => (
                <th scope="col" class="number" key={key}>
                  <abbr title={meaning}>{title}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tensor.blocks.map((block) => (
              <Block
                key={block.parameter}
                block={block}
                rows={rows}
                columns={shown}
                decimals={decimals}
              />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** What a column of the statistics is called, and what it means. */
interface Column {
  readonly key: keyof WeightStatistics;
  readonly title: string;
  readonly meaning: string;
}

const columns: readonly Column[] = [
  { key: 'mean', title: 'Mean', meaning: 'Mean' },
  { key: 'std', title: 'Std', meaning: 'Standard deviation' },
  { key: 'min', title: 'Smallest', meaning: 'Smallest' },
  { key: 'max', title: 'Largest', meaning: 'Largest' },
  { key: 'norm', title: 'Norm', meaning: 'Root of the sum of squares' },
  { key: 'moved', title: 'Moved', meaning: 'Norm of the way from where training started' },
  {
    key: 'spectralRadius',
    title: 'Radius',
    meaning:
      'Spectral radius, the largest size of an eigenvalue: below 1 this product alone forgets, above 1 it explodes',
  },
];

/** The columns of which a tensor has any number. */
function columnsOf({ blocks }: TensorReport): readonly Column[] {
  return columns.filter(({ key }) =>
    blocks.some(({ statistics }) => statistics?.[key] !== undefined),
  );
}

function statisticsOf({ statistics }: GateBlock): readonly number[] {
  return statistics ? [statistics.mean, statistics.std, statistics.min, statistics.max] : [];
}

interface BlockProps {
  readonly block: GateBlock;
  /** Of the whole stack. */
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Of the statistics, so that all gates line up. */
  readonly decimals: number;
}

/** A gate's rows: a strip that shows where in the stack they lie, and what they hold. */
function Block({ block, rows, columns: shown, decimals }: BlockProps) {
  const place = {
    left: `${(100 * block.firstRow) / rows}%`,
    width: `${(100 * (block.lastRow + 1 - block.firstRow)) / rows}%`,
  };
  return (
    <tr>
      <th scope="row">
        <span class={`gate gate-${block.role}`}>{block.gate}</span>
        <span class="note">{block.role === 'value' ? '' : block.role}</span>
      </th>
      <td class="column-rows">
        <div class="rows">
          <span class="number">
            {block.firstRow === block.lastRow
              ? block.firstRow
              : `${block.firstRow}–${block.lastRow}`}
          </span>
          <span class="rows-track" aria-hidden="true">
            <span class={`rows-block rows-${block.role}`} style={place} />
          </span>
        </div>
      </td>
      <td class="column-parameter">
        <code>{block.parameter}</code>
      </td>
      <td class="column-shape">
        <code>{block.shapeText}</code>
      </td>
      <td>{block.initializer}</td>
      {shown.map(({ key, title }) => {
        const value = block.statistics?.[key];
        return (
          <td class="number" key={key} data-name={title}>
            {value === undefined ? '' : formatFixed(value, isWhole(key) ? 2 : decimals)}
          </td>
        );
      })}
    </tr>
  );
}

/** Norms and radii are of the whole block, and have a size of their own. */
function isWhole(key: keyof WeightStatistics): boolean {
  return key === 'norm' || key === 'moved' || key === 'spectralRadius';
}
