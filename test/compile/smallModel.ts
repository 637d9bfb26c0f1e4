import { present } from '../../src/base/invariant.ts';
import type { Cell } from '../../src/cells/cell.ts';
import type { DataShape, OutputShape } from '../../src/data/dataShape.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import type { Model } from '../../src/resolve/model.ts';
import { resolveLayers } from '../../src/resolve/resolveLayers.ts';
import { resolveParameters } from '../../src/resolve/resolveParameters.ts';
import { linearDefaults } from '../../src/spec/declarations/modelKeys.ts';
import { defaultOptimizers } from '../../src/spec/declarations/optimizerType.ts';
import { recurrentDefaults } from '../../src/spec/declarations/recurrentKeys.ts';
import { defaultTrain } from '../../src/spec/declarations/trainKeys.ts';
import type { Activation, LayerSpec, RecurrentSpec, Spec, TrainSpec } from '../../src/spec/spec.ts';

/** What a test wants to be different; everything else is small and plain. */
export interface SmallModel {
  readonly layers: readonly LayerSpec[];
  readonly input?: DataShape['input'];
  readonly output?: Partial<OutputShape>;
  readonly outputSteps?: OutputShape['steps'];
  readonly ragged?: boolean;
  readonly train?: Partial<TrainSpec>;
  /** Cells besides those of the library, by their names. */
  readonly cells?: readonly Cell[];
}

/** A model with two inputs and one target, without any data behind it. */
export function smallModel(settings: SmallModel): Model {
  const { layers: model, outputSteps = 'last', train, cells = [] } = settings;
  const spec: Spec = {
    task: 'forecast',
    data: {
      kind: 'forecast',
      file: 'none.csv',
      inputs: ['a', 'b'],
      targets: ['a'],
      window: 5,
      horizon: 1,
      scale: 'none',
      split: [0.6, 0.2, 0.2],
      season: undefined,
    },
    cells: {},
    model,
    train: {
      ...defaultTrain,
      batch: 3,
      optimizer: { ...defaultOptimizers.sgd, rate: 0.1 },
      ...train,
    },
  };
  const shape: DataShape = {
    input: settings.input ?? { kind: 'values', names: ['a', 'b'] },
    output: {
      kind: 'values',
      names: ['a'],
      horizon: 1,
      steps: outputSteps,
      skip: 0,
      ...settings.output,
    },
    ragged: settings.ragged ?? false,
  };
  const known = new Map([
    ...cellLibrary(),
    ...cells.map((cell) => [cell.name, { ...cell, options: {} }] as const),
  ]);
  const layers = present(resolveLayers(spec, shape, known), 'layers');
  const parameters = resolveParameters(spec, layers).map((resolved) => resolved.parameter);
  return { spec, ...shape, layers, parameters };
}

/** A recurrent layer of a spec. */
export function recurrent(
  cell: string,
  hidden = 4,
  layers = 1,
  options: Partial<RecurrentSpec> = {},
): LayerSpec {
  return { kind: 'recurrent', cell, hidden, ...recurrentDefaults, layers, ...options };
}

/** The last layer: as wide as the data needs it. */
export const linear: LayerSpec = { kind: 'linear', ...linearDefaults };

/** A linear layer of that width, further down. */
export function linearOf(size: number, activation: Activation = 'none'): LayerSpec {
  return { ...linearDefaults, kind: 'linear', size, activation };
}
