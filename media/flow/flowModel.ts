import type { GradientFlow } from '../../src/protocol/inspection.ts';
import type {
  FlowChoice,
  ModelDescription,
  SplitName,
  WeightsName,
} from '../../src/protocol/inspector.ts';
import type { ParametersPanelState, ShowModel } from '../../src/protocol/panel.ts';

/** All that the page knows: what the person chose, and what the inspectors answered so far. */
export interface FlowModel {
  /** What the panel is of, and what there is to compare with; `undefined` before the host says it. */
  readonly shown: ShowModel | undefined;
  readonly choices: FlowChoices;
  /** By their sources. */
  readonly descriptions: ReadonlyMap<string, Loaded<ModelDescription>>;
  /** By `flowKey`. */
  readonly flows: ReadonlyMap<string, Loaded<GradientFlow>>;
}

/** What a person chose, kept through reloads. */
export interface FlowChoices {
  /** The models that are compared, that of the panel first. */
  readonly entries: readonly FlowEntry[];
  /** The part of the data; `undefined` for the first of `splitOrder` that is not empty. */
  readonly split: SplitName | undefined;
  /** At most so many sequences are looked at. */
  readonly sequences: number;
  /** The time step of the loss, from 0; `undefined` for the last. */
  readonly step: number | undefined;
  /** Names of the values that are shown; `undefined` for the states. */
  readonly values: readonly string[] | undefined;
  /** Names of passes that are not shown. */
  readonly hiddenPasses: readonly string[];
  /** Whether each curve is shown as a share of what it is at the loss. */
  readonly relative: boolean;
}

/** A model with the weights it is looked at with; `undefined` for the first that it has. */
export interface FlowEntry {
  readonly source: string;
  readonly weights: WeightsName | undefined;
}

/** What the page keeps to be restored. */
export interface FlowPanelState extends ParametersPanelState {
  readonly choices: FlowChoices;
}

/** Something that was asked for. */
export type Loaded<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'there'; readonly value: T };

/** What has to be asked next: of a source, with the key that the answer is kept under. */
export type FlowQuestion =
  | { readonly kind: 'describe'; readonly source: string }
  | {
      readonly kind: 'flow';
      readonly source: string;
      readonly key: string;
      readonly question: FlowChoice;
    };

/** Curves of so many models can be told apart. */
export const mostEntries = 6;

const splitOrder = ['validation', 'test', 'train'] as const;

/** Before the host has said anything. */
export const initialModel: FlowModel = {
  shown: undefined,
  choices: {
    entries: [],
    split: undefined,
    sequences: 32,
    step: undefined,
    values: undefined,
    hiddenPasses: [],
    relative: true,
  },
  descriptions: new Map(),
  flows: new Map(),
};

/**
 * Begins with a model: everything is asked anew, and what was chosen for it stays. What the page had
 * kept is used where it is about the same model.
 */
export function beginWith(
  { choices }: FlowModel,
  shown: ShowModel,
  kept: FlowPanelState | undefined,
): FlowModel {
  const known = [choices, kept?.choices].find(
    (each) => each?.entries?.[0]?.source === shown.source,
  );
  const entries = [{ source: shown.source, weights: undefined }];
  return {
    ...initialModel,
    shown,
    choices: { ...initialModel.choices, entries, ...known },
  };
}

/** What is not asked yet and needed for the picture. */
export function nextQuestions(model: FlowModel): readonly FlowQuestion[] {
  const sources = new Set(model.choices.entries.map(({ source }) => source));
  const describes = [...sources]
    .filter((source) => !model.descriptions.has(source))
    .map((source) => ({ kind: 'describe', source }) as const);
  const flows = new Map<string, FlowQuestion>();
  for (const entry of model.choices.entries) {
    const question = flowQuestion(model, entry);
    if (question) {
      const key = flowKey(entry.source, question);
      if (!model.flows.has(key)) {
        flows.set(key, { kind: 'flow', source: entry.source, key, question });
      }
    }
  }
  return [...describes, ...flows.values()];
}

/** The model after a question was asked, or answered. */
export function withAnswer(
  model: FlowModel,
  question: FlowQuestion,
  answer: Loaded<unknown>,
): FlowModel {
  return question.kind === 'describe'
    ? {
        ...model,
        descriptions: new Map(model.descriptions).set(
          question.source,
          answer as Loaded<ModelDescription>,
        ),
      }
    : {
        ...model,
        flows: new Map(model.flows).set(question.key, answer as Loaded<GradientFlow>),
      };
}

/** Forgets what failed, so that it is asked again. */
export function forgetFailures(model: FlowModel): FlowModel {
  return {
    ...model,
    descriptions: withoutFailures(model.descriptions),
    flows: withoutFailures(model.flows),
  };
}

function withoutFailures<T>(all: ReadonlyMap<string, Loaded<T>>): ReadonlyMap<string, Loaded<T>> {
  return new Map([...all].filter(([, { kind }]) => kind !== 'failed'));
}

/** The description of a model, where it is there. */
export function descriptionOf(model: FlowModel, source: string): ModelDescription | undefined {
  const description = model.descriptions.get(source);
  return description?.kind === 'there' ? description.value : undefined;
}

/** How far the flow of an entry is: `waiting` also before its question is known. */
export function flowOf(model: FlowModel, entry: FlowEntry): Loaded<GradientFlow> {
  const description = model.descriptions.get(entry.source);
  if (description?.kind === 'failed') {
    return description;
  }
  const question = flowQuestion(model, entry);
  const flow = question && model.flows.get(flowKey(entry.source, question));
  return flow ?? { kind: 'waiting' };
}

/** The part of the data that is looked at: what the person chose, or the first that is not empty. */
export function splitOf(model: FlowModel): SplitName | undefined {
  const own = model.choices.entries[0];
  const description = own && descriptionOf(model, own.source);
  return (
    model.choices.split ??
    (description && (splitOrder.find((name) => lengthsOf(description, name).length > 0) ?? 'train'))
  );
}

/** Time steps of each sequence of a part. */
export function lengthsOf({ splits }: ModelDescription, split: SplitName): readonly number[] {
  return splits.find(({ name }) => name === split)?.lengths ?? [];
}

/** The weights that an entry is looked at with. */
export function weightsOf(model: FlowModel, entry: FlowEntry): WeightsName | undefined {
  return entry.weights ?? descriptionOf(model, entry.source)?.weights[0];
}

function flowQuestion(model: FlowModel, entry: FlowEntry): FlowChoice | undefined {
  const description = descriptionOf(model, entry.source);
  const weights = weightsOf(model, entry);
  const split = splitOf(model);
  if (!description || !weights || !split) {
    return undefined;
  }
  const { sequences, step } = model.choices;
  const isEvery = description.output.steps === 'every';
  return { weights, split, sequences, step: isEvery ? step : undefined };
}

function flowKey(source: string, question: FlowChoice): string {
  return JSON.stringify([source, question]);
}
