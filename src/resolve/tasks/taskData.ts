import { invariant } from '../../base/invariant.ts';
import type { Problem } from '../../base/problem.ts';
import type { DataShape } from '../../data/dataShape.ts';
import type { ByPart, Dataset } from '../../data/dataset.ts';
import type { NamedSequence } from '../../data/namedSequence.ts';
import type { Parsed } from '../../data/parsed.ts';
import type { Scaler } from '../../data/scaler.ts';
import type { DataSpec, TrainSpec } from '../../spec/spec.ts';
import { ifRead } from '../../spec/unread.ts';
import type { DataFile, DataSource } from '../dataSource.ts';
import type { RuleContext, TaskRule } from '../ruleContext.ts';

/** What is to be known of a task's `data`, apart from its keys. */
export interface TaskData<Data extends DataSpec> {
  /** The files that `data` names. */
  readonly files: (data: Data) => readonly NamedFile[];
  /** What goes in and comes out; `undefined` where that is not known without the files. */
  readonly shape: (data: Data, source: DataSource, train: TrainSpec) => DataShape | undefined;
  /** The length of every sequence; `undefined` where the data is not known or holds mistakes. */
  readonly lengths: (data: Data, source: DataSource, train: TrainSpec) => PartLengths | undefined;
  /** The sequences of data without mistakes, scaled as the training part asks, or as is given. */
  readonly build: (data: Data, source: DataSource, train: TrainSpec, scalers?: Scalers) => Dataset;
  /** The sequences of a file's text that a model of such data predicts from. */
  readonly sequencesIn: (
    data: Data,
    text: string,
    shape: DataShape,
    inputScaler: Scaler,
  ) => Parsed<readonly NamedSequence[]>;
  /** Keys with what follows from the files, so that the data can be read without them. */
  readonly facts?: (data: Data, source: DataSource, train: TrainSpec) => Partial<Data>;
  /** Why the last layer is as wide as it must be, and the keys that decide it. */
  readonly width: (
    data: Data,
    shape: DataShape,
  ) => { readonly words: string; readonly keys: readonly string[] };
  /** What must hold of the data, in the order in which a reader would ask. */
  readonly rules: readonly TaskRule<Data>[];
}

/** What is to be known of data that comes in several forms. */
export function inForms<Data extends DataSpec>(
  formOf: (data: Data) => TaskData<Data>,
): TaskData<Data> {
  return {
    files: (data) => formOf(data).files(data),
    shape: (data, source, train) => formOf(data).shape(data, source, train),
    lengths: (data, source, train) => formOf(data).lengths(data, source, train),
    build: (data, source, train, scalers) => formOf(data).build(data, source, train, scalers),
    sequencesIn: (data, text, shape, scaler) => formOf(data).sequencesIn(data, text, shape, scaler),
    facts: (data, source, train) => formOf(data).facts?.(data, source, train) ?? {},
    width: (data, shape) => formOf(data).width(data, shape),
    rules: [(context, data) => judgeData(formOf(data).rules, context, data)],
  };
}

/** Judges data by each rule by itself; one that asks for what could not be read says nothing. */
export function judgeData<Data>(
  rules: readonly TaskRule<Data>[],
  context: RuleContext,
  data: Data,
): readonly Problem[] {
  return rules.flatMap((rule) => ifRead(() => rule(context, data)) ?? []);
}

/** How values are brought to like units. */
export type Scalers = Pick<Dataset, 'inputScaler' | 'targetScaler'>;

/** Time steps of each sequence of each part. */
export type PartLengths = ByPart<readonly number[]>;

/** What a file holds that is known to be right. */
export function readValue<T>(read: DataFile<T>): T {
  invariant(read.kind === 'read', `"${read.path}" was read`);
  return read.value;
}

/** A file that a spec names, by the path of the key that does. */
export interface NamedFile {
  /** `data/file` */
  readonly path: string;
  readonly file: string;
  /** The file read as what it should be; its value does not matter here. */
  readonly read: (source: DataSource) => DataFile<unknown>;
  /** What it should be, as in `cannot be read as a table`. */
  readonly form: string;
}
