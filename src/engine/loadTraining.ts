import { UserError } from '../base/userError.ts';
import type { EpochMetrics } from '../protocol/runEvents.ts';
import { type Model, parameterCount } from '../resolve/model.ts';
import { readCheckpoint, type TrainingState, writeCheckpoint, writeWeights } from './checkpoint.ts';
import { initializeParameters } from './initializeParameters.ts';
import type { Digest, RunStore } from './ports.ts';
import { initialProgress, type Progress } from './progress.ts';

/** Where training starts from, with the metrics of the evaluations that are done. */
export interface LoadedTraining {
  readonly state: TrainingState;
  readonly history: readonly EpochMetrics[];
}

/**
 * The state of the last checkpoint, or a new one, stored, where there is none yet. Brings the other
 * files into line with it: metrics of evaluations that were not done are cut, and the copy of the best
 * parameters is made up for if the run was killed before it was written.
 *
 * @throws UserError where the run's files do not fit together.
 */
export function loadTraining(
  model: Model,
  slots: readonly string[],
  store: RunStore,
  digest: Digest,
): LoadedTraining {
  const bytes = store.read('last.safetensors');
  const path = `${store.folder}/last.safetensors`;
  const state = bytes ? readCheckpoint(bytes, path, model, slots, digest) : newState(model, slots);
  if (!bytes) {
    store.replace('last.safetensors', writeCheckpoint(model, state, digest));
  } else if (isAtBest(state)) {
    store.replace('best.safetensors', writeWeights(model, state, digest));
  }
  return { state, history: cutMetrics(store, state.progress.evaluations) };
}

/** Whether the parameters of a checkpoint are those of the best evaluation. */
export function isAtBest({ progress }: { readonly progress: Progress }): boolean {
  return progress.best?.step === progress.step;
}

/** The lines of `metrics.jsonl` as values; a last line that a crash cut short is left out. */
export function parseMetrics(text: string): readonly EpochMetrics[] {
  const metrics: EpochMetrics[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      metrics.push(JSON.parse(line));
    } catch {
      return metrics;
    }
  }
  return metrics;
}

function newState(model: Model, slots: readonly string[]): TrainingState {
  const { seed } = model.spec.train;
  const zeros = () => new Float32Array(parameterCount(model));
  return {
    parameters: initializeParameters(model, seed),
    slots: Object.fromEntries(slots.map((slot) => [slot, zeros()])),
    carried: {},
    progress: initialProgress(seed),
  };
}

function cutMetrics(store: RunStore, evaluations: number): readonly EpochMetrics[] {
  const text = new TextDecoder().decode(store.read('metrics.jsonl') ?? new Uint8Array());
  const history = parseMetrics(text).slice(0, evaluations);
  const isInOrder = history.every(({ step }, index) => step > (history[index - 1]?.step ?? 0));
  if (history.length < evaluations || !isInOrder) {
    throw new UserError(
      `"${store.folder}/metrics.jsonl" does not hold the ${evaluations} evaluations of the ` +
        'checkpoint beside it: the run cannot be resumed, start a new one',
    );
  }
  const kept = text.split('\n').slice(0, evaluations);
  store.replace(
    'metrics.jsonl',
    new TextEncoder().encode(kept.map((line) => `${line}\n`).join('')),
  );
  return history;
}
