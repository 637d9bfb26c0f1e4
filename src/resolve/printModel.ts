import { formatCount } from '../base/counts.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { outputWidth } from '../data/dataShape.ts';
import { initializerWords } from './initializerWords.ts';
import { layerShapes, layerTraits, stepsSeen } from './layerWords.ts';
import { type Layer, type Model, type Parameter, parameterCount } from './model.ts';

/**
 * The model as text for `rnn graph --stage model`: what each layer takes and gives, and each
 * parameter with its shape in words and numbers. T is the window, B the batch.
 */
export function printModel(model: Model): string {
  const layers = model.layers.flatMap((layer, index) => printLayer(model, layer, index));
  const total = `total: ${formatCount(parameterCount(model))} parameters`;
  return `${[printInput(model), ...layers, printOutput(model), total].join('\n')}\n`;
}

function printInput({ input }: Model): string {
  return input.kind === 'tokens'
    ? `input: ${formatCount(input.names.length)} tokens [T, B]`
    : `input: ${input.names.join(', ')} [T, B, ${input.names.length}]`;
}

function printOutput({ output }: Model): string {
  const { names, horizon, kind } = output;
  const width = outputWidth(output);
  const steps = horizon === 1 ? '' : ` × ${horizon} steps`;
  const shape =
    output.steps === 'last' ? `[B, ${width}], after the last time step` : `[T, B, ${width}]`;
  const what = kind === 'values' ? names.join(', ') : `${formatCount(names.length)} ${kind}`;
  return `output: ${what}${steps} ${shape}`;
}

function printLayer(model: Model, layer: Layer, index: number): string[] {
  const own = model.parameters.filter((parameter) => parameter.layer === layer.name);
  const size = own.reduce((sum, parameter) => sum + sizeOf(parameter.shape), 0);
  const kinds = model.layers.map(({ kind }) => kind);
  const shapes = layerShapes(layer, stepsSeen(model.output, kinds, index)).join(' -> ');
  const isFixed = own.some(({ trainable }) => !trainable);
  const traits = [
    ...(layer.kind === 'recurrent' ? layerTraits(layer) : []),
    ...(isFixed ? ['not trained'] : []),
  ];
  const head = `layer ${layer.name}: ${[shapes, `${formatCount(size)} parameters`, ...traits].join(', ')}`;
  return [head, ...alignColumns(own.map(parameterColumns)).map((line) => `  ${line}`)];
}

function parameterColumns(parameter: Parameter): string[] {
  const { name, layer, shape, shapeNames, initializer } = parameter;
  return [
    name.slice(layer.length + 1),
    `[${shapeNames.join(', ')}] = [${shape.join(', ')}]`,
    formatCount(sizeOf(shape)),
    initializerWords(initializer),
  ];
}

/** Pads every column to its widest cell. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
