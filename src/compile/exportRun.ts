import { version } from '../base/version.ts';
import type { Scaler } from '../data/scaler.ts';
import { exportModel } from '../onnx/exportModel.ts';
import type { Model } from '../resolve/model.ts';
import { exportedLayers } from './exportedLayers.ts';

/** What an exported file is made from. */
export interface ExportSource {
  /** The graph's name in the file: `airline`. */
  readonly name: string;
  readonly model: Model;
  /** Flat, `[P]`. */
  readonly parameters: Float32Array;
  readonly inputScaler: Scaler;
  readonly targetScaler: Scaler;
  /** The spec that was trained, kept in the file. */
  readonly specText: string;
}

/** Names of an exported file's input and output; see `exportModel` for what they hold. */
export function exportedNames({ spec, output }: Model): {
  readonly input: string;
  readonly output: string;
} {
  const values = spec.task === 'forecast' ? 'forecast' : 'prediction';
  return { input: 'input', output: output.kind === 'values' ? values : 'probabilities' };
}

/**
 * A trained model as the bytes of an ONNX file that takes and gives the data's own units; classes and
 * flags as probabilities. Layers become native operators where there is one that computes their cell,
 * otherwise loops.
 */
export function exportRun(source: ExportSource): Uint8Array {
  const { name, model, parameters, specText } = source;
  const { input, output } = model;
  const names = exportedNames(model);
  return exportModel({
    name,
    documentation: describe(model),
    layers: exportedLayers(model, parameters),
    ragged: model.ragged,
    input: {
      name: names.input,
      kind: input.kind,
      columns: input.names,
      scaler: source.inputScaler,
    },
    output: {
      name: names.output,
      kind: output.kind,
      columns: output.names,
      horizon: output.horizon,
      steps: output.steps,
      scaler: source.targetScaler,
    },
    version,
    spec: specText,
  });
}

function describe({ input, output, spec }: Model): string {
  const { data } = spec;
  switch (data.kind) {
    case 'forecast': {
      const { window, horizon } = data;
      const steps = horizon === 1 ? 'the next time step' : `the next ${horizon} time steps`;
      return (
        `Forecasts ${output.names.join(', ')} at ${steps} from ${input.names.join(', ')}; ` +
        `trained on windows of ${window} time steps`
      );
    }
    case 'classify':
      return `Tells which of ${output.names.join(', ')} a sequence of ${input.names.join(', ')} is`;
    case 'regress':
      return `Predicts ${output.names.join(', ')} from a whole sequence of ${input.names.join(', ')}`;
    case 'tag':
      return `Tells at every time step which of ${output.names.join(', ')} a token is`;
    case 'language':
      return `Tells at every time step which of ${output.names.length} ${data.tokens} comes next`;
    case 'polyphony': {
      const [low, high] = data.pitches;
      return `Tells at every time step which of the MIDI pitches ${low} to ${high} sound next`;
    }
  }
}
