import * as vscode from 'vscode';
import type { RunRecord } from './runRecords.ts';

/**
 * The run that is meant: the only one, or the one that the person picks; `undefined` when they pick
 * none. `runs` is not empty.
 */
export async function pickRun(
  runs: readonly RunRecord[],
  placeHolder: string,
): Promise<RunRecord | undefined> {
  if (runs.length === 1) {
    return runs[0];
  }
  const picked = await vscode.window.showQuickPick(
    runs.map((record) => ({
      label: record.info.id,
      description: statusWords[record.info.status],
      detail: `${new Date(record.info.created).toLocaleString()}, seed ${record.info.seed}, ${record.info.epochs} epochs`,
      record,
    })),
    { placeHolder },
  );
  return picked?.record;
}

const statusWords: Readonly<Record<RunRecord['info']['status'], string>> = {
  running: 'running or interrupted',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
};
