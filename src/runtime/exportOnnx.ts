import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/userError.ts';
import { type ExportSource, exportRun } from '../compile/exportRun.ts';
import type { Dataset } from '../data/dataset.ts';
import { openEvaluator } from '../engine/openEvaluator.ts';
import type { Runtime } from '../engine/ports.ts';
import { type ExportCheck, verifyExport } from '../engine/verifyExport.ts';
import { createOnnxRuntime } from './onnxRuntime.ts';
import type { OpenedRun } from './openRun.ts';
import { readRunData } from './readRunData.ts';
import { replaceFile } from './writeFiles.ts';

/** What writes the file and what runs it; others than the usual ones only in tests. */
export interface ExportPorts {
  readonly makeFile?: (source: ExportSource) => Uint8Array;
  readonly runtime?: Runtime;
}

/** A file that was written and found right. */
export interface ExportedOnnx extends ExportCheck {
  /** The file as an absolute path. */
  readonly file: string;
  /** Its length in bytes. */
  readonly size: number;
  /** Whether the data changed since the run, so that it was checked on other rows. */
  readonly dataChanged: boolean;
}

/**
 * Exports a run's best model to an ONNX file and proves it: the file's bytes are run on the
 * validation part, and written only when they give what the engine gives. Whatever goes wrong, an
 * old file stays as it was and no new one is left.
 *
 * @throws UserError where the file differs, cannot be written, or the data is not there.
 */
export async function exportOnnx(
  run: OpenedRun,
  file: string,
  ports: ExportPorts = {},
): Promise<ExportedOnnx> {
  checkPlace(file);
  const { dataset, dataChanged } = readRunData(run, 'an exported file is checked on it');
  const bytes = (ports.makeFile ?? exportRun)({ ...run, name: nameOf(run.info.spec) });
  const runtime = ports.runtime ?? createOnnxRuntime();
  const check = await compare(run, dataset, runtime, bytes);
  replaceFile(file, bytes);
  return { ...check, file, size: bytes.length, dataChanged };
}

async function compare(
  run: OpenedRun,
  dataset: Dataset,
  runtime: Runtime,
  bytes: Uint8Array,
): Promise<ExportCheck> {
  const exported = await load(runtime, bytes);
  try {
    const evaluator = await openEvaluator(runtime, run.model);
    try {
      return await verifyExport(run, dataset, evaluator, exported);
    } finally {
      await evaluator.session.release();
    }
  } finally {
    await exported.release();
  }
}

async function load(runtime: Runtime, bytes: Uint8Array) {
  try {
    return await runtime.load(bytes, 'occasional');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`ONNX Runtime refuses the exported file; no file was written: ${reason}`, {
      cause: error,
    });
  }
}

/** Says early, and in words, why a file cannot be written there. */
function checkPlace(file: string): void {
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`Cannot write "${file}": the folder "${folder}" is not there; create it`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`Cannot write "${file}": it is a folder; name a file in it`);
  }
}

function nameOf(spec: string): string {
  return path.basename(spec).replace(/\.rnn\.ya?ml$|\.ya?ml$/i, '') || 'model';
}
