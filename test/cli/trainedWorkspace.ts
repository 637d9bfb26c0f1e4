import path from 'node:path';
import { runTraining } from '../../src/runtime/runTraining.ts';
import { type TinyWorkspace, tinyWorkspace } from '../runtime/tinyWorkspace.ts';

/** A workspace with one finished run. */
export interface TrainedWorkspace extends TinyWorkspace {
  readonly id: string;
  /** The run's folder. */
  readonly run: string;
}

/**
 * Makes a workspace and trains its spec; `change` edits the spec's text, `prepare` what else is in
 * the folder.
 */
export async function trainedWorkspace(
  change?: (spec: string) => string,
  prepare: (folder: string) => void = () => {},
): Promise<TrainedWorkspace> {
  const workspace = tinyWorkspace(change);
  prepare(workspace.folder);
  const request = { kind: 'train', spec: workspace.spec, workspace: workspace.folder } as const;
  const { id } = await runTraining(request, { onEvent: () => {} });
  return { ...workspace, id, run: path.join(workspace.folder, '.rnn', 'runs', id) };
}
