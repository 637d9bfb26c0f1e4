import { invariant, present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { Tensor } from '../base/tensor.ts';
import { brokenOperation } from '../cells/brokenOperation.ts';
import type { Assignment } from '../cells/cell.ts';
import { widthOf } from '../cells/sizes.ts';
import { tracedName } from '../lower/lowering.ts';
import {
  initialName,
  type Layer,
  type Model,
  type Pass,
  passesOf,
  type RecurrentLayer,
} from '../resolve/model.ts';

/** What a probe was given and gave back; see `Probe`. */
export interface ProbedBatch {
  readonly parameters: Float32Array;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
}

/**
 * Where in the forward pass a number stopped being finite first, as the beginning of a sentence:
 * layers from below, in a recurrent one its time steps in the order in which it goes, in a step its
 * equations. Padding does not count. `undefined` where all numbers are finite.
 */
export function findBrokenValue(model: Model, batch: ProbedBatch): string | undefined {
  for (const layer of model.layers) {
    const found =
      layer.kind === 'recurrent'
        ? findInCell(model, layer, batch)
        : findInOutput(layer, present(batch.outputs[`output.${layer.name}`], layer.name), batch);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function findInOutput({ name }: Layer, output: Tensor, batch: ProbedBatch): string | undefined {
  const isOverTime = output.dimensions.length === 3;
  const [steps = 1, sequences = 1] = isOverTime ? output.dimensions : [1, ...output.dimensions];
  for (let step = 0; step < steps; step++) {
    for (let sequence = 0; sequence < sequences; sequence++) {
      const counts = !isOverTime || isInside(batch, step, sequence);
      if (counts && !vectorAt(output, step * sequences + sequence).every(Number.isFinite)) {
        const when = isOverTime ? ` at time step ${step + 1}` : '';
        return `the output of layer "${name}" is not finite${when}`;
      }
    }
  }
  return undefined;
}

/** One value of an equation, for one sequence at one time step. */
interface Place {
  readonly layer: RecurrentLayer;
  readonly pass: Pass;
  readonly assignment: Assignment;
  readonly step: number;
  readonly sequence: number;
  readonly sequences: number;
}

function findInCell(model: Model, layer: RecurrentLayer, batch: ProbedBatch): string | undefined {
  for (const pass of passesOf(layer)) {
    const [steps = 0, sequences = 0] = traced(batch, pass, 'x').dimensions;
    for (let turn = 0; turn < steps; turn++) {
      const step = pass.reverse ? steps - 1 - turn : turn;
      for (const assignment of layer.cell.assignments) {
        const values = traced(batch, pass, assignment.name);
        for (let sequence = 0; sequence < sequences; sequence++) {
          const isBroken = !vectorAt(values, step * sequences + sequence).every(Number.isFinite);
          if (isBroken && isInside(batch, step, sequence)) {
            const place = { layer, pass, assignment, step, sequence, sequences };
            return describePlace(model, batch, place);
          }
        }
      }
    }
  }
  return undefined;
}

function describePlace(model: Model, batch: ProbedBatch, place: Place): string {
  const { layer, pass, assignment, step, sequence, sequences } = place;
  const at = step * sequences + sequence;
  const before = at + (pass.reverse ? sequences : -sequences);
  const parameter = (name: string) => {
    const found = model.parameters.find((one) => one.pass === pass.name && one.local === name);
    return found && batch.parameters.subarray(found.offset, found.offset + sizeOf(found.shape));
  };
  const isFirst = pass.reverse ? !isInside(batch, step + 1, sequence) : step === 0;
  const broken = brokenOperation(assignment.expression, {
    named: (name) => parameter(name) ?? vectorAt(traced(batch, pass, name), at),
    before: (name) =>
      isFirst
        ? initialValue(batch, place, name, parameter(initialName(name)))
        : vectorAt(traced(batch, pass, name), before),
  });
  const when = `at time step ${step + 1}`;
  const what = `${assignment.role} "${assignment.name}" of layer "${layer.name}" is not finite ${when}`;
  if (!broken) {
    return what;
  }
  const { start, end } = broken.expression.range;
  const operation = layer.cell.equations.slice(start, end);
  return `${what}, where "${operation}" in its equation gives ${broken.value}`;
}

/** What a state was before the first time step of a sequence. */
function initialValue(
  { inputs }: ProbedBatch,
  { layer, pass, sequence }: Place,
  state: string,
  learned: Float32Array | undefined,
): ArrayLike<number> {
  const carried = inputs[`initial.${pass.name}.${state}`];
  const zeros = new Float32Array(widthOf(layer.cell, state, layer.sizes));
  return carried ? vectorAt(carried, sequence) : (learned ?? zeros);
}

function traced({ outputs }: ProbedBatch, pass: Pass, name: string): Tensor {
  return present(outputs[tracedName(pass.name, name)], `value "${name}" of "${pass.name}"`);
}

/** The last axis of a tensor at a place of the others. */
function vectorAt({ data, dimensions }: Tensor, place: number): Float32Array {
  const width = dimensions.at(-1);
  invariant(width !== undefined, 'a tensor has an axis');
  return data.subarray(place * width, (place + 1) * width);
}

function isInside({ inputs }: ProbedBatch, step: number, sequence: number): boolean {
  const { x, mask } = inputs;
  const [steps = 0, sequences = 0] = x?.dimensions ?? [];
  return step < steps && (mask === undefined || mask.data[step * sequences + sequence] === 1);
}
