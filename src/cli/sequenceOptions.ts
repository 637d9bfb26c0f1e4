import { type Command, Option } from 'commander';
import { countOf } from '../base/counts.ts';
import { UserError } from '../base/userError.ts';
import { type PartName, partNames, type Sequence } from '../data/dataset.ts';
import { initializeParameters } from '../engine/initializeParameters.ts';
import type { InspectedWeights } from '../runtime/inspectRun.ts';
import type { OpenedRun } from '../runtime/openRun.ts';
import { readRunData } from '../runtime/readRunData.ts';
import { type CliIo, printNote } from './io.ts';

/** Which weights and which part of the data a person wants to look at. */
export interface SequenceOptions {
  readonly split: PartName;
  readonly untrained?: true;
}

/** Adds the options that say which weights and which part of the data are meant. */
export function addSequenceOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--split <part>', 'the part of the data that sequences come from')
        .choices([...partNames])
        .default('validation'),
    )
    .option('--untrained', 'look at the parameters as they were before training');
}

/** The weights of a run that are wanted. */
export function weightsOf(
  { model, parameters }: OpenedRun,
  { untrained }: SequenceOptions,
): InspectedWeights {
  return untrained
    ? { model, parameters: initializeParameters(model, model.spec.train.seed) }
    : { model, parameters };
}

/**
 * The sequences of a part of a run's data.
 *
 * @throws UserError where there are none.
 */
export function sequencesOf(
  io: CliIo,
  run: OpenedRun,
  { split }: SequenceOptions,
): readonly Sequence[] {
  const { dataset, dataChanged } = readRunData(run, 'its sequences are looked at');
  if (dataChanged) {
    printNote(io, `The data changed since run "${run.info.id}"; it is looked at as it is now`);
  }
  const { sequences } = dataset.parts[split];
  if (sequences.length === 0) {
    throw new UserError(`The ${split} part of the data is empty: choose another with --split`);
  }
  return sequences;
}

/** @throws UserError where there is no such sequence. */
export function sequenceAt(
  sequences: readonly Sequence[],
  index: number,
  { split }: SequenceOptions,
): Sequence {
  const sequence = sequences[index];
  if (!sequence) {
    const count = countOf(sequences.length, 'sequence');
    throw new UserError(
      `The ${split} part has ${count}, numbered from 0: there is no sequence ${index}`,
    );
  }
  return sequence;
}
