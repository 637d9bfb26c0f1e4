import path from 'node:path';
import { present } from '../base/invariant.ts';
import { UserError } from '../base/userError.ts';
import { cellFlow } from '../cells/cellFlow.ts';
import { flowBox, layOutFlow } from '../cells/layOutFlow.ts';
import { partNames, type Sequence } from '../data/dataset.ts';
import { unscaleMatrix } from '../data/scaler.ts';
import { outputValues } from '../engine/outputValues.ts';
import { sequencesWithStep } from '../engine/sequencesWithStep.ts';
import { traceWindow } from '../engine/traceWindow.ts';
import { unitOrder } from '../engine/unitOrder.ts';
import type { Trace } from '../protocol/inspection.ts';
import type {
  FlowChoice,
  GradientFlow,
  InspectorCalls,
  InspectorKind,
  ModelDescription,
  SequenceChoice,
  TraceSummary,
  UnitChoice,
  UnitCurves,
  ValueChoice,
  ValueWindow,
  WeightsName,
  WindowChoice,
} from '../protocol/inspector.ts';
import { saturation } from '../protocol/saturation.ts';
import { recurrentPasses } from '../resolve/recurrentPasses.ts';
import type { InspectedModel } from '../runtime/inspectedModel.ts';
import { gradientFlowOfModel, traceModel } from '../runtime/inspectRun.ts';

/** Answers everything that can be asked about one model. */
export type Inspector = {
  readonly [K in InspectorKind]: (
    question: InspectorCalls[K]['question'],
  ) => Promise<InspectorCalls[K]['reply']>;
};

/** Each answer throws a UserError where it is not to be had. */
export function createInspector(inspected: InspectedModel): Inspector {
  const orders = new Map<string, Uint32Array>();
  let current: { readonly number: number; readonly trace: Trace } | undefined;
  let traces = 0;
  const traceOf = (number: number): Trace => {
    if (current?.number !== number) {
      throw new UserError('Another sequence was chosen in the meantime');
    }
    return current.trace;
  };
  return {
    describe: async () => describe(inspected),
    trace: async (choice) => {
      const number = ++traces;
      const sequence = sequenceOf(inspected, choice);
      const { from, steps } = choice;
      const stretch = { from, steps: Math.min(steps, sequence.length - from) };
      const weights = weightsOf(inspected, choice.weights);
      const trace = await traceModel(weights, sequence, stretch);
      current = { number, trace };
      orders.clear();
      return summarize(inspected, number, trace, sequence, stretch.from);
    },
    window: async (choice) => windowOf(traceOf(choice.trace), choice, orders),
    unit: async (choice) => curvesOf(traceOf(choice.trace), choice),
    saturation: async (choice) => {
      const { data, width } = valueIn(traceOf(choice.trace), choice);
      return saturation(data, width);
    },
    flow: async (choice) => flowOf(inspected, choice),
  };
}

function describe({ model, dataset, spec, run, weights }: InspectedModel): ModelDescription {
  const cells = new Map(
    model.layers.flatMap((layer) =>
      layer.kind === 'recurrent' ? [[layer.name, layer.cell] as const] : [],
    ),
  );
  const { input, output } = model;
  return {
    name: path.basename(spec).replace(/\.rnn\.ya?ml$/i, ''),
    run,
    weights: [...weights.keys()],
    splits: partNames.map((name) => ({
      name,
      lengths: dataset.parts[name].sequences.map(({ length }) => length),
    })),
    input: { kind: input.kind, names: input.names },
    output: {
      kind: output.kind,
      names: output.names,
      steps: output.steps,
      horizon: output.horizon,
    },
    passes: recurrentPasses(model).map((pass) => {
      const cell = present(cells.get(pass.layer), pass.layer);
      const picture = { box: flowBox, ...layOutFlow(cellFlow(cell)) };
      return { ...pass, equations: cell.equations, picture };
    }),
  };
}

function weightsOf({ model, weights }: InspectedModel, name: WeightsName) {
  const read = weights.get(name);
  if (!read) {
    throw new UserError(`There are no weights "${name}"`);
  }
  return { model, parameters: read() };
}

function sequenceOf({ dataset }: InspectedModel, { split, index, from }: SequenceChoice): Sequence {
  const sequence = dataset.parts[split].sequences[index];
  if (!sequence || from >= sequence.length) {
    throw new UserError(`The ${split} part has no sequence ${index} with a time step ${from}`);
  }
  return sequence;
}

function summarize(
  { model, dataset }: InspectedModel,
  number: number,
  trace: Trace,
  sequence: Sequence,
  from: number,
): TraceSummary {
  const { input, output } = model;
  const { steps, prediction } = trace;
  const isEvery = output.steps === 'every';
  const inputs = stretchOf(sequence.inputs, sequence.length, from, steps);
  const targets = isEvery
    ? stretchOf(sequence.targets, sequence.length, from, steps)
    : sequence.targets;
  return {
    trace: number,
    from,
    steps,
    input:
      input.kind === 'values'
        ? Float32Array.from(unscaleMatrix(dataset.inputScaler, inputs))
        : inputs,
    target:
      output.kind === 'values'
        ? Float32Array.from(unscaleMatrix(dataset.targetScaler, targets))
        : targets,
    prediction: Float32Array.from(outputValues(output, dataset.targetScaler, prediction)),
    largest: trace.passes.map((pass) => ({
      ...pass,
      values: pass.values.map(({ name, role, data }) => ({
        name,
        role,
        largest: data.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      })),
    })),
  };
}

/** Time steps of numbers that have equally many at each. */
function stretchOf(
  numbers: Float32Array,
  length: number,
  from: number,
  steps: number,
): Float32Array {
  const width = numbers.length / length;
  return numbers.slice(from * width, (from + steps) * width);
}

function valueIn({ passes }: Trace, { pass, name }: ValueChoice) {
  const found = passes.find((one) => one.name === pass);
  return present(
    found?.values.find((value) => value.name === name),
    `${pass}.${name}`,
  );
}

function windowOf(
  trace: Trace,
  choice: WindowChoice,
  orders: Map<string, Uint32Array>,
): ValueWindow {
  const { role, data, width } = valueIn(trace, choice);
  const key = [choice.pass, choice.name, choice.order].join('/');
  const units = orders.get(key) ?? unitOrder(choice.order, data, width);
  orders.set(key, units);
  const { columns, rows } = choice;
  return traceWindow({ role, data, width, units, ...rangeIn(trace, choice) }, columns, rows);
}

function rangeIn({ steps }: Trace, { from, to }: { readonly from: number; readonly to: number }) {
  const start = Math.min(Math.max(0, Math.floor(from)), steps - 1);
  return { from: start, to: Math.min(steps, Math.max(start + 1, Math.ceil(to))) };
}

function curvesOf(trace: Trace, choice: UnitChoice): UnitCurves {
  const { from, to } = rangeIn(trace, choice);
  const every = Math.max(1, Math.ceil((to - from) / choice.points));
  const pass = trace.passes.find(({ name }) => name === choice.pass);
  return {
    from,
    every,
    curves: present(pass, choice.pass)
      .values.filter(({ width }) => choice.unit < width)
      .map(({ name, role, width, data }) => ({
        name,
        role,
        data: Float32Array.from(
          { length: Math.ceil((to - from) / every) },
          (_, point) => data[(from + point * every) * width + choice.unit] as number,
        ),
      })),
  };
}

function flowOf(inspected: InspectedModel, choice: FlowChoice): Promise<GradientFlow> {
  const { split, step, sequences } = choice;
  const all = inspected.dataset.parts[split].sequences;
  const chosen = sequencesWithStep(all, split, step, sequences);
  return gradientFlowOfModel(weightsOf(inspected, choice.weights), chosen, step);
}
