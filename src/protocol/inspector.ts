import type { FlowValue, GradientFlow, NamedPass, NamedValue, ValueRole } from './inspection.ts';
import type { UnitSaturation } from './saturation.ts';

/**
 * What the inspector, a process of its own, can be asked, and what it answers. It holds one model
 * with its data, and the last trace: panels see of it only what fits on their screen.
 */
export interface InspectorCalls {
  readonly describe: Call<undefined, ModelDescription>;
  /** Replaces the trace that `window`, `unit` and `saturation` are about. */
  readonly trace: Call<SequenceChoice, TraceSummary>;
  readonly window: Call<WindowChoice, ValueWindow>;
  readonly unit: Call<UnitChoice, UnitCurves>;
  readonly saturation: Call<ValueChoice, readonly UnitSaturation[]>;
  readonly flow: Call<FlowChoice, GradientFlow>;
}

interface Call<Question, Reply> {
  readonly question: Question;
  readonly reply: Reply;
}

export type InspectorKind = keyof InspectorCalls;

export type InspectorQuery = {
  readonly [K in InspectorKind]: {
    readonly kind: K;
    readonly question: InspectorCalls[K]['question'];
  };
}[InspectorKind];

/** A query on its way to the inspector. */
export interface InspectorRequest {
  readonly id: number;
  readonly query: InspectorQuery;
}

/** The answer to the request of that number: what was asked for, or a sentence why not. */
export type InspectorAnswer = { readonly id: number } & (
  | { readonly kind: 'done'; readonly reply: unknown }
  | { readonly kind: 'failed'; readonly message: string }
);

/** A model with the data that it can be looked at on. */
export interface ModelDescription {
  /** The spec's name without its endings: `airline`. */
  readonly name: string;
  /** The run that trained it; `undefined` before training. */
  readonly run: { readonly id: string; readonly epoch: number } | undefined;
  /** The weights that there are, the ones that are shown first in front. */
  readonly weights: readonly WeightsName[];
  readonly splits: readonly SplitDescription[];
  readonly input: SequenceSide;
  readonly output: SequenceSide & { readonly steps: 'last' | 'every'; readonly horizon: number };
  readonly passes: readonly (NamedPass<NamedValue & { readonly width: number }> & {
    /** The equations of the cell as they are written. */
    readonly equations: string;
    readonly picture: CellPicture;
  })[];
}

/** How values flow through one time step of a cell: what it reads at the left, what it gives at the right. */
export interface CellPicture {
  readonly width: number;
  readonly height: number;
  /** The size of each box. */
  readonly box: { readonly width: number; readonly height: number };
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly {
    readonly from: string;
    readonly to: string;
    /** Whether it goes through a trained matrix. */
    readonly isWeighted: boolean;
    /** The data of an SVG path. */
    readonly path: string;
  }[];
}

/** A box: `h` for an equation, `h[t-1]` for what is read from the step before, `h[t]` for what is given. */
export interface PictureNode {
  readonly name: string;
  readonly role: ValueRole | 'read' | 'given';
  /** The outermost function or operator: `tanh`. */
  readonly note: string;
  readonly left: number;
  readonly middle: number;
}

/** `best`: of the best evaluation; `last`: where training stands; `untrained`: where it started. */
export type WeightsName = 'best' | 'last' | 'untrained';

export type SplitName = 'train' | 'validation' | 'test';

/** A part of the data. */
export interface SplitDescription {
  readonly name: SplitName;
  /** Time steps of each sequence. */
  readonly lengths: readonly number[];
}

/** What goes into a model, or comes out. */
export interface SequenceSide {
  readonly kind: 'values' | 'tokens' | 'classes' | 'flags';
  readonly names: readonly string[];
}

/** Time steps `[from, from + steps)` of one sequence. */
export interface SequenceChoice {
  readonly weights: WeightsName;
  readonly split: SplitName;
  readonly index: number;
  readonly from: number;
  readonly steps: number;
}

/** What surrounds the values of a trace. */
export interface TraceSummary {
  /** Bears on what is asked about this trace. */
  readonly trace: number;
  readonly from: number;
  readonly steps: number;
  /** Values `[T, I]` in the data's own units, or tokens `[T]` as places in the list of names. */
  readonly input: Float32Array;
  /** Values and flags `[T, O]`, classes `[T]`; without the first axis where there is one output. */
  readonly target: Float32Array;
  /** `[T, O]` or `[O]`: values in the data's own units, probabilities of classes and flags. */
  readonly prediction: Float32Array;
  /** For each pass and value the largest size that it has anywhere. */
  readonly largest: readonly NamedPass<NamedValue & { readonly largest: number }>[];
}

/** One value of one pass of the trace of that number. */
export interface ValueChoice {
  readonly trace: number;
  readonly pass: string;
  readonly name: string;
}

/** How the units of a value are arranged. */
export type UnitOrder = 'index' | 'mean' | 'saturation' | 'similarity';

/** Time steps `[from, to)`, counted from the start of the trace, in at most so many columns and rows. */
export interface WindowChoice extends ValueChoice {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly rows: number;
  readonly order: UnitOrder;
}

/**
 * Values for a picture: one column is `stepsPerColumn` time steps, one row `unitsPerRow` units; where
 * it is several, their mean for a gate, otherwise the one that is farthest from 0.
 */
export interface ValueWindow {
  readonly columns: number;
  readonly rows: number;
  readonly stepsPerColumn: number;
  readonly unitsPerRow: number;
  /** `[columns, rows]` */
  readonly data: Float32Array;
  /** Which unit stands at which place of the order. */
  readonly units: Uint32Array;
}

/** One unit of a pass, in at most so many points. */
export interface UnitChoice {
  readonly trace: number;
  readonly pass: string;
  readonly unit: number;
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** Every value of a unit over time, as far as it has so many units; one point every `every` steps. */
export interface UnitCurves {
  readonly from: number;
  readonly every: number;
  readonly curves: readonly (NamedValue & { readonly data: Float32Array })[];
}

/** Whose gradient is wanted: of the first so many sequences, the loss at a step or at the last. */
export interface FlowChoice {
  readonly weights: WeightsName;
  readonly split: SplitName;
  readonly sequences: number;
  readonly step: number | undefined;
}

export type { FlowValue, GradientFlow };
