import type { GateBlock, TensorReport, WeightStatistics } from '../../src/protocol/parameters.ts';
import { decimalsFor, formatFixed } from '../shared/numbers.ts';

/** One stacked tensor: its name in PyTorch, its shape written out, and which rows are which gate. */
export function Tensor({ tensor }: { readonly tensor: TensorReport }) {
  const rows = Math.max(1, ...tensor.blocks.map((block) => block.lastRow + 1));
  const decimals = decimalsFor(tensor.blocks.flatMap(statisticsOf), 4);
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
              <StatisticsHeader shown={tensor.blocks.some((block) => block.statistics)} />
            </tr>
          </thead>
          <tbody>
            {tensor.blocks.map((block) => (
              <Block key={block.parameter} block={block} rows={rows} decimals={decimals} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function StatisticsHeader({ shown }: { readonly shown: boolean }) {
  return shown ? (
    <>
      <th scope="col" class="number">
        Mean
      </th>
      <th scope="col" class="number">
        <abbr title="Standard deviation">Std</abbr>
      </th>
      <th scope="col" class="number">
        Smallest
      </th>
      <th scope="col" class="number">
        Largest
      </th>
    </>
  ) : undefined;
}

function statisticsOf({ statistics }: GateBlock): readonly number[] {
  return statistics ? [statistics.mean, statistics.std, statistics.min, statistics.max] : [];
}

interface BlockProps {
  readonly block: GateBlock;
  /** Of the whole stack. */
  readonly rows: number;
  /** Of the statistics, so that all gates line up. */
  readonly decimals: number;
}

/** A gate's rows: a strip that shows where in the stack they lie, and what they hold. */
function Block({ block, rows, decimals }: BlockProps) {
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
      {block.statistics ? (
        <Statistics statistics={block.statistics} decimals={decimals} />
      ) : undefined}
    </tr>
  );
}

interface StatisticsProps {
  readonly statistics: WeightStatistics;
  readonly decimals: number;
}

function Statistics({ statistics, decimals }: StatisticsProps) {
  const { mean, std, min, max } = statistics;
  return (
    <>
      <td class="number" data-name="Mean">
        {formatFixed(mean, decimals)}
      </td>
      <td class="number" data-name="Std">
        {formatFixed(std, decimals)}
      </td>
      <td class="number" data-name="Smallest">
        {formatFixed(min, decimals)}
      </td>
      <td class="number" data-name="Largest">
        {formatFixed(max, decimals)}
      </td>
    </>
  );
}
