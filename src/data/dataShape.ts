/**
 * What goes into a model and what comes out of it, as its data has it: enough to size a model, and
 * to read a trained one, without the data.
 */
export interface DataShape {
  readonly input: InputShape;
  readonly output: OutputShape;
  /** Whether sequences differ in length, so that batches are padded at the end and have a mask. */
  readonly ragged: boolean;
}

/**
 * `values`: numbers per time step, by name. `tokens`: one of these symbols per time step, which goes
 * into the model as its place in the list.
 */
export interface InputShape {
  readonly kind: 'values' | 'tokens';
  readonly names: readonly string[];
}

/**
 * `values`: numbers; `classes`: one of these; `flags`: each of these or not. With `last` there is
 * one output after the last time step, with `every` one at every time step.
 */
export interface OutputShape {
  readonly kind: 'values' | 'classes' | 'flags';
  readonly names: readonly string[];
  /** How many time steps ahead each output tells; 1 for all but forecasts. */
  readonly horizon: number;
  readonly steps: 'last' | 'every';
  /** With outputs at every step: how many at the start of a sequence the loss does not count. */
  readonly skip: number;
}

/** The width of a model's last layer O: logits for classes and flags. */
export function outputWidth({ names, horizon }: OutputShape): number {
  return names.length * horizon;
}

/** Whether the loss counts some steps and others not, so that batches come with weights. */
export function isWeighted({ output, ragged }: DataShape): boolean {
  return output.steps === 'every' && (ragged || output.skip > 0);
}
