import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { version } from '../base/version.ts';
import type { Scaler } from '../data/scaler.ts';
import type { ExportedLayer } from '../onnx/exportLayers.ts';
import { exportModel } from '../onnx/exportModel.ts';
import type { ParameterData } from '../onnx/packNative.ts';
import type { Layer, Model } from '../resolve/model.ts';
import { exportedRecurrent } from './exportedRecurrent.ts';

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

/** Names of the exported file's one input and one output. */
export const exportedNames = { input: 'input', output: 'forecast' } as const;

/**
 * A trained model as the bytes of an ONNX file that takes and gives the data's own units: `input`
 * `[batch, time, inputs]`, `forecast` `[batch, horizon, targets]`. Layers become native operators
 * where there is one that computes their cell, otherwise loops.
 */
export function exportRun(source: ExportSource): Uint8Array {
  const { name, model, parameters, specText } = source;
  return exportModel({
    name,
    documentation: describe(model),
    layers: model.layers.map((layer) => exportedLayer(model, layer, parameters)),
    outputSteps: model.output.steps,
    input: { name: exportedNames.input, columns: model.input.names, scaler: source.inputScaler },
    output: {
      name: exportedNames.output,
      columns: model.output.names,
      horizon: model.output.horizon,
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
    case 'polyphony': {
      const [low, high] = data.pitches;
      return `Tells at every time step which of the MIDI pitches ${low} to ${high} sound next`;
    }
  }
}

function exportedLayer(model: Model, layer: Layer, vector: Float32Array): ExportedLayer {
  const own = Object.fromEntries(
    model.parameters
      .filter((parameter) => parameter.layer === layer.name)
      .map(({ local, shape, offset }): [string, ParameterData] => [
        local,
        { shape, data: vector.subarray(offset, offset + sizeOf(shape)) },
      ]),
  );
  if (layer.kind === 'linear') {
    const weight = present(own.weight, 'the weight');
    return { kind: 'linear', name: layer.name, weight, bias: present(own.bias, 'the bias') };
  }
  return exportedRecurrent(layer, own);
}
