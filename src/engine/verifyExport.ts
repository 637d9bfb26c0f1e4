import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import { UserError } from '../base/userError.ts';
import { exportedNames } from '../compile/exportRun.ts';
import { type DataShape, outputWidth } from '../data/dataShape.ts';
import { type Dataset, inputWidth, type Sequence, targetWidth } from '../data/dataset.ts';
import { wholeOf } from '../data/makeBatch.ts';
import { unscaleMatrix } from '../data/scaler.ts';
import { lengthsName } from '../onnx/exportModel.ts';
import { type Evaluator, evaluate } from './evaluate.ts';
import { outputValues } from './outputValues.ts';
import type { Session } from './ports.ts';
import type { TrainedModel } from './predict.ts';

/** How far an exported file is from the engine, for one target column or all probabilities. */
export interface ExportDifference {
  readonly target: string;
  /** Largest absolute difference between two outputs, in the units of the data. */
  readonly largest: number;
  /** The same, relative to the output's scale. */
  readonly relative: number;
}

/** What the comparison of an exported file with the engine found. */
export interface ExportCheck {
  /** Sequences of the validation part that were compared. */
  readonly sequences: number;
  /** The sizes of batch that the file was run with. */
  readonly batches: readonly number[];
  readonly differences: readonly ExportDifference[];
}

/** The largest difference that a good file may have, relative to the output's scale. */
export const exportTolerance = 1e-4;

/**
 * Runs an exported file beside the engine's own program on the validation part, with batches of
 * several sizes. The output's scale is the root mean square of the training part's targets around the
 * scaler's zero: their standard deviation where they are scaled by it. Of probabilities it is 1.
 *
 * @throws UserError where the outputs differ by more than `exportTolerance`.
 */
export async function verifyExport(
  { model, parameters }: TrainedModel,
  dataset: Dataset,
  evaluator: Evaluator,
  exported: Session,
): Promise<ExportCheck> {
  const all = spread(dataset.parts.validation.sequences, mostSequences);
  const sequences = all.map((one) => shorten(dataset.shape, one, all.length));
  // The file sees each sequence in one piece.
  const whole = { ...evaluator, options: { ...evaluator.options, truncate: undefined } };
  const { predictions } = await evaluate(whole, parameters, sequences, true);
  const expected = predictions.map((prediction) =>
    outputValues(dataset.shape.output, dataset.targetScaler, prediction),
  );
  const batches = batchSizes(model.spec.train.batch, sequences.length);
  const columns = columnsOf(dataset.shape);
  const largest = columns.map(() => 0);
  for (const batch of batches) {
    // Small batches show whether the size matters; that needs no whole pass.
    const some = sequences.slice(0, batch * mostBatches);
    const actual = await runExported(exported, exportedNames(model), dataset, some, batch);
    actual.forEach((values, place) => {
      const wanted = expected[place] ?? new Float64Array();
      wanted.forEach((value, index) => {
        const column = index % largest.length;
        const difference = Math.abs(value - (values[index] ?? Number.NaN));
        largest[column] = Math.max(largest[column] ?? 0, difference);
      });
    });
  }
  const scales = outputScales(dataset);
  const differences = columns.map((target, index): ExportDifference => {
    const value = largest[index] ?? 0;
    return { target, largest: value, relative: value / (scales[index] ?? 1) };
  });
  refuseDifferent(differences);
  return { sequences: sequences.length, batches, differences };
}

/** Sequences that are enough for a comparison, spread over the whole part. */
const mostSequences = 2048;

/** Batches of one size that are run. */
const mostBatches = 64;

function spread(sequences: readonly Sequence[], most: number): readonly Sequence[] {
  const every = Math.ceil(sequences.length / most);
  return sequences.filter((_, index) => index % every === 0);
}

/** Numbers that the model gives for all sequences together; long texts have many more. */
const mostNumbers = 2 ** 22;

/** The start of a sequence, where there is an output at every step and they are too many. */
function shorten(shape: DataShape, sequence: Sequence, sequences: number): Sequence {
  const { output } = shape;
  const most = Math.max(1, Math.floor(mostNumbers / (outputWidth(output) * sequences)));
  if (output.steps === 'last' || sequence.length <= most) {
    return sequence;
  }
  return {
    length: most,
    inputs: sequence.inputs.subarray(0, most * inputWidth(shape)),
    targets: sequence.targets.subarray(0, most * targetWidth(shape)),
  };
}

/** One, an odd size, the size of training, and all at once. */
function batchSizes(trained: number, sequences: number): readonly number[] {
  const sizes = [1, 3, trained, sequences].map((size) => Math.min(size, sequences));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** What differences are told of: each target by itself, or all probabilities together. */
function columnsOf({ output }: DataShape): readonly string[] {
  return output.kind === 'values' ? output.names : ['probability'];
}

/** What the file gives for each sequence, in the layout of `Evaluation.predictions`, and padding. */
async function runExported(
  session: Session,
  names: ReturnType<typeof exportedNames>,
  dataset: Dataset,
  sequences: readonly Sequence[],
  batch: number,
): Promise<readonly Float32Array[]> {
  const { inputScaler, shape } = dataset;
  const outputs: Float32Array[] = [];
  for (let start = 0; start < sequences.length; start += batch) {
    const some = sequences.slice(start, start + batch);
    const { steps } = wholeOf(some);
    const width = inputWidth(shape);
    const data = new Float32Array(some.length * steps * width);
    some.forEach(({ inputs }, b) => {
      data.set(unscaleMatrix(inputScaler, inputs), b * steps * width);
    });
    const results = await session.run({
      [names.input]: {
        data,
        dimensions: [some.length, steps, ...(shape.input.kind === 'tokens' ? [] : [width])],
      },
      ...(shape.ragged ? { [lengthsName]: lengthsOf(some) } : {}),
    });
    const output = present(results[names.output], 'the output of the exported file').data;
    const size = output.length / some.length;
    some.forEach((_, b) => {
      outputs.push(output.subarray(b * size, (b + 1) * size));
    });
  }
  return outputs;
}

function lengthsOf(sequences: readonly Sequence[]): Tensor {
  const lengths = sequences.map(({ length }) => length);
  return { data: Float32Array.from(lengths), dimensions: [lengths.length] };
}

/** Per output: the root mean square of the training part's targets around the scaler's zero. */
function outputScales({ parts, shape, targetScaler }: Dataset): readonly number[] {
  if (shape.output.kind !== 'values') {
    return [1];
  }
  const columns = shape.output.names.length;
  return shape.output.names.map((_, column) => {
    let [sum, count] = [0, 0];
    for (const { targets } of parts.train.sequences) {
      for (let index = column; index < targets.length; index += columns) {
        sum += (targets[index] as number) ** 2;
        count += 1;
      }
    }
    return Math.sqrt(sum / count) * (targetScaler.scale[column] ?? 1) || 1;
  });
}

function refuseDifferent(differences: readonly ExportDifference[]): void {
  const wrong = differences.find(({ relative }) => !(relative <= exportTolerance));
  if (wrong) {
    throw new UserError(
      `The exported file does not compute what the model computes: its outputs of ` +
        `"${wrong.target}" differ by up to ${wrong.largest.toPrecision(3)}, which is ` +
        `${wrong.relative.toPrecision(2)} of the output's scale where ${exportTolerance} is ` +
        'allowed; no file was written. Values that are large beside how much they vary lose their ' +
        'last digits in 32 bits: if your data is like that, subtract a constant from it',
    );
  }
}
