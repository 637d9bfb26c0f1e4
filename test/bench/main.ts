import os from 'node:os';
import { parseArgs } from 'node:util';
import { formatTable } from '../../src/cli/formatTable.ts';
import { growthExponent, measureLengths } from './measureLengths.ts';
import { answerMemoryJob, measureMemory } from './measureMemory.ts';
import { measureProductSpeed } from './measureProductSpeed.ts';
import { measureRow } from './measureRow.ts';
import { type Rival, startPyTorch } from './pytorch.ts';
import { benchCells, longRow, type Row, rowName, rows } from './rows.ts';

const help = `Times whole training steps: forward, loss, backward, update.

  npm run bench -- [options]

  --cells LIST    Cells, separated by commas; otherwise ${benchCells.join(',')}.
  --rows LIST     Sizes by their numbers from 1 to ${rows.length}; otherwise all.
  --parts LIST    What to measure; otherwise all:
                    sizes    the sizes in turn with PyTorch, and the share of the speed of one
                             large matrix product that a step's products reach
                    lengths  time per step and time to compile and load by sequence length
                    memory   the peak of a process that trains on sequences of 5000 steps
  --threads N     Threads of both; otherwise one per core.
  --rounds N      Blocks of steps that each side runs in turn; otherwise 21.
  --json          One line of JSON per result instead of tables.
  --help          This text.

PyTorch is measured where RNN_BENCH_PYTHON names a Python that has torch. Cells that it does not have
are loops over torch modules there, as a person would write them.
`;

interface Settings {
  readonly cells: readonly string[];
  readonly rows: readonly number[];
  readonly threads: number;
  readonly rounds: number;
  readonly json: boolean;
}

const parts = { sizes: benchSizes, lengths: benchLengths, memory: benchMemory } as const;

async function main(): Promise<void> {
  const list = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: {
      cells: list,
      rows: list,
      parts: list,
      threads: list,
      rounds: list,
      json: flag,
      help: flag,
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const settings: Settings = {
    cells: values.cells?.split(',') ?? benchCells,
    rows: values.rows?.split(',').map(Number) ?? rows.map((_, index) => index + 1),
    threads: Number(values.threads ?? os.availableParallelism()),
    rounds: Number(values.rounds ?? 21),
    json: values.json,
  };
  const wanted = values.parts?.split(',') ?? Object.keys(parts);
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.includes(name)) {
      await measure(settings);
    }
  }
}

async function benchSizes(settings: Settings): Promise<void> {
  const { threads, rounds } = settings;
  const python = process.env.RNN_BENCH_PYTHON;
  const rival = python ? await startPyTorch(python) : undefined;
  const peak = await measureProductSpeed(threads);
  say(
    settings,
    `One training step in milliseconds, median of ${rounds} rounds in turn with ${
      rival ? `PyTorch ${rival.version}` : 'nobody: RNN_BENCH_PYTHON names no Python that has torch'
    }, ${threads} threads. One large matrix product: ${(peak / 1e6).toFixed(0)} GFLOP/s.`,
  );
  for (const cell of settings.cells) {
    const lines: string[][] = [];
    for (const [index, row] of rows.entries()) {
      if (settings.rows.includes(index + 1)) {
        lines.push(await benchSize(settings, { cell, row, peak, rival }));
      }
    }
    sayTable(settings, [cell, 'compile', 'ours', 'PyTorch', 'ratio', 'of product speed'], lines);
  }
  rival?.stop();
}

async function benchSize(
  settings: Settings,
  { cell, row, peak, rival }: { cell: string; row: Row; peak: number; rival: Rival | undefined },
): Promise<string[]> {
  const result = await measureRow(cell, row, { ...settings, rival });
  const { compileMs, oursMs, torchMs, ratio, speed } = result;
  sayJson(settings, {
    part: 'sizes',
    cell,
    row: rowName(row),
    compile_ms: compileMs,
    ours_ms: oursMs,
    pytorch_ms: torchMs ?? null,
    ratio: ratio ?? null,
    share: speed / peak,
  });
  return [
    rowName(row),
    compileMs.toFixed(0),
    oursMs.toFixed(2),
    torchMs?.toFixed(2) ?? '–',
    ratio?.toFixed(2) ?? '–',
    `${(100 * (speed / peak)).toFixed(0)} %`,
  ];
}

async function benchLengths(settings: Settings): Promise<void> {
  say(settings, `By sequence length: ${rowName({ ...longRow, time: 'T' })}.`);
  for (const cell of settings.cells) {
    const results = await measureLengths(cell, longRow, settings);
    const exponent = growthExponent(results);
    const lines = results.map(({ time, compileMs, stepMs }) => {
      const perStep = (1000 * stepMs) / time;
      sayJson(settings, {
        part: 'lengths',
        cell,
        time,
        compile_ms: compileMs,
        step_ms: stepMs,
        exponent,
      });
      return [String(time), compileMs.toFixed(0), stepMs.toFixed(1), perStep.toFixed(1)];
    });
    sayTable(settings, [`${cell}, T`, 'compile and load', 'step', 'µs per time step'], lines);
    say(settings, `Time of a step grows with T to the power of ${exponent.toFixed(2)}.`);
  }
}

async function benchMemory(settings: Settings): Promise<void> {
  say(settings, `Peak memory of a process that trains: ${rowName(longRow)}.`);
  const lines: string[][] = [];
  for (const cell of settings.cells) {
    const gigabytes = await measureMemory(cell, longRow, settings.threads);
    sayJson(settings, { part: 'memory', cell, row: rowName(longRow), gigabytes });
    lines.push([cell, gigabytes.toFixed(2)]);
  }
  sayTable(settings, ['cell', 'GB'], lines);
}

function sayTable(
  settings: Settings,
  titles: readonly string[],
  lines: readonly (readonly string[])[],
): void {
  const columns = titles.map((title, index) => ({
    title,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  say(settings, `${formatTable(columns, lines).join('\n')}\n`);
}

function say({ json }: Settings, text: string): void {
  if (!json) {
    console.log(text);
  }
}

function sayJson({ json }: Settings, result: object): void {
  if (json) {
    console.log(JSON.stringify(result));
  }
}

if (!answerMemoryJob()) {
  void main();
}
