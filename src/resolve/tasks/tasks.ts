import type { ClassifyDataset } from '../../data/classify/buildClassifyDataset.ts';
import type { DataShape } from '../../data/dataShape.ts';
import type { ForecastDataset } from '../../data/forecast/buildForecastDataset.ts';
import type { LanguageDataset } from '../../data/language/buildLanguageDataset.ts';
import type { NamedSequence } from '../../data/namedSequence.ts';
import type { Parsed } from '../../data/parsed.ts';
import type { PolyphonyDataset } from '../../data/polyphony/buildPolyphonyDataset.ts';
import type { RegressDataset } from '../../data/regress/buildRegressDataset.ts';
import type { Scaler } from '../../data/scaler.ts';
import type { TagDataset } from '../../data/tag/buildTagDataset.ts';
import type { DataSpec, Spec } from '../../spec/spec.ts';
import { type DataSource, withoutMark } from '../dataSource.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../ruleContext.ts';
import { classifyData } from './classifyData.ts';
import { forecastData } from './forecastData.ts';
import { languageData } from './languageData.ts';
import { polyphonyData } from './polyphonyData.ts';
import { regressData } from './regressData.ts';
import { tagData } from './tagData.ts';
import {
  judgeData,
  type NamedFile,
  type PartLengths,
  type Scalers,
  type TaskData,
} from './taskData.ts';

/** The sequences of any task; the kind says of which. */
export type TaskDataset =
  | ForecastDataset
  | ClassifyDataset
  | RegressDataset
  | TagDataset
  | LanguageDataset
  | PolyphonyDataset;

const tasks: { readonly [K in DataSpec['kind']]: TaskData<Extract<DataSpec, { kind: K }>> } = {
  forecast: forecastData,
  classify: classifyData,
  regress: regressData,
  tag: tagData,
  language: languageData,
  polyphony: polyphonyData,
};

/** The files that `data` names. */
export function namedFiles(data: DataSpec): readonly NamedFile[] {
  return taskOf(data).files(data);
}

/** The parts of a spec that its data follows from. */
type TaskParts = Pick<Spec, 'data' | 'train'>;

/** What goes in and comes out; `undefined` where that is not known without the files. */
export function shapeOf({ data, train }: TaskParts, source: DataSource): DataShape | undefined {
  return taskOf(data).shape(data, source, train);
}

/** The length of every sequence; `undefined` where the data is not known or holds mistakes. */
export function lengthsOf({ data, train }: TaskParts, source: DataSource): PartLengths | undefined {
  return taskOf(data).lengths(data, source, train);
}

/** The sequences of data without mistakes, scaled as the training part asks, or as is given. */
export function buildDataset(
  { data, train }: Spec,
  source: DataSource,
  scalers?: Scalers,
): TaskDataset {
  return taskOf(data).build(data, source, train, scalers) as TaskDataset;
}

/** The sequences of a file's text that a model predicts from. */
export function sequencesIn(
  model: Model,
  text: string,
  inputScaler: Scaler,
): Parsed<readonly NamedSequence[]> {
  const { data } = model.spec;
  return taskOf(data).sequencesIn(data, withoutMark(text), model, inputScaler);
}

/** The spec with what follows from its files written out, so that it can be read without them. */
export function withFacts(spec: Spec, source: DataSource): Spec {
  const { data, train } = spec;
  const facts = taskOf(data).facts?.(data, source, train);
  return { ...spec, data: { ...data, ...facts } as DataSpec };
}

/** Why the last layer is as wide as it must be, and the keys of `data` that decide it. */
export function widthReason(data: DataSpec, shape: DataShape) {
  return taskOf(data).width(data, shape);
}

/** What must hold of the data in its task. */
export const taskRules: Rule = (context) => {
  const { data } = context.spec;
  return judgeData(taskOf(data).rules, context, data);
};

function taskOf<Data extends DataSpec>(data: Data): TaskData<Data> {
  return tasks[data.kind] as unknown as TaskData<Data>;
}
