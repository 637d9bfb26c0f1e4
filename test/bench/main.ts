/**
 * Times one training step of ours on six network sizes and, where RNN_BENCH_PYTHON names a Python
 * that has torch, PyTorch's in the same run, in turn, so that the machine's moods hit both.
 * `--json` prints one line per row: `{ row, ours_ms, pytorch_ms, ratio }`.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { present } from '../../src/base/invariant.ts';
import { compileModel } from '../../src/compile/compileModel.ts';
import type { Tensor } from '../../src/engine/ports.ts';
import { chooseThreading } from '../../src/runtime/chooseThreading.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { type Rival, startPyTorch } from './pytorch.ts';
import { type Row, rowInputs, rowModel, rowName, rows } from './rows.ts';

/** Rounds in which each side runs one block of steps. */
const rounds = 21;
/** A block lasts about this long, so that short steps are not lost in the clock's grain. */
const blockMs = 150;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, threads: { type: 'string' }, only: { type: 'string' } },
  });
  const threads = Number(values.threads ?? os.availableParallelism());
  const python = process.env.RNN_BENCH_PYTHON;
  const rival = python ? startPyTorch(python) : undefined;
  const print = (text: string) => (values.json ? undefined : console.log(text));
  print(
    `One training step, ${threads} threads, median of ${rounds} rounds in turn, milliseconds\n`,
  );
  for (const [index, row] of rows.entries()) {
    if (values.only !== undefined && Number(values.only) !== index + 1) {
      continue;
    }
    const result = await measureRow(row, threads, rival);
    if (index === 0 || values.only) {
      print(
        `${'row'.padEnd(42)}${'compile'.padStart(9)}${'ours'.padStart(9)}${`torch ${result.version ?? ''}`.padStart(15)}${'ratio'.padStart(7)}`,
      );
    }
    const { ours_ms, pytorch_ms, ratio, compile_ms } = result;
    print(
      `${rowName(row).padEnd(42)}${compile_ms.toFixed(0).padStart(9)}${ours_ms.toFixed(2).padStart(9)}${(pytorch_ms?.toFixed(2) ?? '–').padStart(15)}${(ratio?.toFixed(2) ?? '–').padStart(7)}`,
    );
    if (values.json) {
      console.log(
        JSON.stringify({
          row: rowName(row),
          ours_ms,
          pytorch_ms: pytorch_ms ?? null,
          ratio: ratio ?? null,
        }),
      );
    }
  }
  rival?.stop();
  if (!rival) {
    print('\nSet RNN_BENCH_PYTHON to a Python that has torch to compare with PyTorch.');
  }
}

async function measureRow(row: Row, threads: number, rival: Rival | undefined) {
  const ours = await prepareOurs(row, threads);
  const version = await rival?.prepare(row, threads);
  await ours.run(3);
  await rival?.run(3);
  const steps = Math.max(1, Math.round(blockMs / median(await ours.run(5))));
  const pairs: { ours: number; theirs: number | undefined }[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = median(await ours.run(steps));
    pairs.push({ ours: first, theirs: rival && median(await rival.run(steps)) });
  }
  await ours.release();
  const theirs = pairs.flatMap((pair) => pair.theirs ?? []);
  return {
    version,
    compile_ms: ours.compileMs,
    ours_ms: median(pairs.map((pair) => pair.ours)),
    pytorch_ms: rival ? median(theirs) : undefined,
    ratio: rival ? median(pairs.map((pair) => pair.ours / (pair.theirs ?? Number.NaN))) : undefined,
  };
}

async function prepareOurs(row: Row, threads: number) {
  const start = performance.now();
  const model = rowModel(row);
  const { trainingStep } = compileModel(model);
  const runtime = createOnnxRuntime({ threads, ...chooseThreading(model, threads, []) });
  const session = await runtime.load(trainingStep.bytes);
  const compileMs = performance.now() - start;
  const { parameters, x, y } = rowInputs(row, model);
  let current: Tensor = { data: parameters, dimensions: [parameters.length] };
  const fixed = {
    rate: { data: Float32Array.of(0.01), dimensions: [] },
    step: { data: Float32Array.of(1), dimensions: [] },
    x: { data: x, dimensions: [row.time, row.batch, row.input] },
    y: { data: y, dimensions: [row.time, row.batch, row.output] },
  };
  const run = async (steps: number): Promise<readonly number[]> => {
    const times: number[] = [];
    for (let step = 0; step < steps; step++) {
      const before = performance.now();
      const outputs = await session.run({ parameters: current, ...fixed });
      times.push(performance.now() - before);
      current = present(outputs['next.parameters'], 'the next parameters');
    }
    return times;
  };
  return { compileMs, run, release: () => session.release() };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor(middle)],
    sorted[Math.ceil(middle)],
  ];
  return (low + high) / 2;
}

void main();
