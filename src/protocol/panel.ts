import type { InspectorQuery } from './inspector.ts';
import type { ParameterReport } from './parameters.ts';
import type { RunEvent } from './runEvents.ts';

/**
 * The messages between the extension host and a panel's page. A page asks with a numbered request
 * and gets one answer with the same number, which may carry an error; everything else flows from the
 * host to the page, in order, as it happens.
 */
export type ToPanel = ToTrainingPanel | ToParametersPanel | ToModelPanel;

/** What the host tells the training panel. */
export type ToTrainingPanel = ShowRun | AppendEvents | ShowStatus | Answer;

/** What the host tells the parameters panel. */
export type ToParametersPanel = ShowParameters | ShowProblem | Answer;

/** What the host tells a panel that looks into a model: all else it asks for. */
export type ToModelPanel = ShowModel | Answer;

/** What a page tells the host. */
export type FromPanel<Action extends PanelAction = PanelAction> = PanelReady | PanelRequest<Action>;

/** The page is loaded and wants the whole picture. */
export interface PanelReady {
  readonly type: 'ready';
}

/** Something that a person asked for in the page. */
export interface PanelRequest<Action extends PanelAction = PanelAction> {
  readonly type: 'request';
  /** Chosen by the page; the answer bears it. */
  readonly id: number;
  readonly action: Action;
}

export type PanelAction = TrainingAction | ParametersAction | ModelAction | SaveFile;

/** What the training panel asks for. */
export type TrainingAction =
  | { readonly kind: 'train' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'export' }
  | { readonly kind: 'inspect' }
  | { readonly kind: 'gates' }
  | { readonly kind: 'flow' }
  | { readonly kind: 'openSpec' };

/** What the parameters panel asks for. */
export interface ParametersAction {
  readonly kind: 'refresh';
}

/** What a panel that looks into a model asks for. */
export type ModelAction = AskInspector | { readonly kind: 'refresh' };

/** A question about the panel's own model, or about another one's. */
export interface AskInspector {
  readonly kind: 'ask';
  readonly source: string;
  readonly query: InspectorQuery;
}

/** Asks the person for a place and writes the file there. */
export interface SaveFile {
  readonly kind: 'save';
  /** Proposed name, with its extension. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** The end of a request. */
export interface Answer {
  readonly type: 'answer';
  readonly id: number;
  readonly outcome: Outcome;
}

/** Sentences for the person: what failed, or what was done where it cannot be seen. */
export type Outcome =
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'done';
      readonly message: string | undefined;
      /** What was asked for, where the request was a question. */
      readonly reply?: unknown;
    };

/** Starts the picture afresh: a run (or none yet) with all that is known of it. */
export interface ShowRun {
  readonly type: 'showRun';
  readonly heading: RunHeading;
  readonly events: readonly RunEvent[];
  readonly status: RunStatus;
}

/** Only what is new since the last message. */
export interface AppendEvents {
  readonly type: 'appendEvents';
  readonly events: readonly RunEvent[];
}

export interface ShowStatus {
  readonly type: 'showStatus';
  readonly status: RunStatus;
}

export interface RunHeading {
  /** The spec file, as an absolute path: what the page keeps to be restored. */
  readonly spec: string;
  /** The spec's name without its endings: `airline`. */
  readonly name: string;
  /** The run's folder; `undefined` when the spec was never trained. */
  readonly folder: string | undefined;
}

export interface RunStatus {
  /** `none`: never trained. `ended`: its process is gone, whatever the reason. */
  readonly phase: 'none' | 'starting' | 'running' | 'stopping' | 'ended';
  /** In an untrusted workspace nothing runs. */
  readonly trusted: boolean;
  /** Why the run's files cannot be read at the moment, in a sentence. */
  readonly trouble?: string | undefined;
}

export interface ShowParameters {
  readonly type: 'showParameters';
  /** What the page keeps to be restored: the spec file or the run folder. */
  readonly source: string;
  readonly report: ParameterReport;
}

/** Begins with a model, and says which others there are to compare with. */
export interface ShowModel {
  readonly type: 'showModel';
  /** What the page keeps to be restored: the spec file or the run folder. */
  readonly source: string;
  /** Runs of the workspace that have parameters, newest first. */
  readonly others: readonly { readonly source: string; readonly name: string }[];
}

/** What kept the panel from showing anything, in a sentence. */
export interface ShowProblem {
  readonly type: 'showProblem';
  readonly source: string;
  readonly message: string;
}

/** What a page keeps through `setState`, from which a panel is restored after a reload. */
export interface TrainingPanelState {
  readonly spec: string;
  readonly folder: string | undefined;
  readonly logarithmic: boolean;
}

/** What a panel about a spec or a run keeps; a page may keep more. */
export interface ParametersPanelState {
  readonly source: string;
}

/** The kinds of panel, as VS Code knows them. */
export const panelTypes = {
  training: 'rnn.training',
  parameters: 'rnn.parameters',
  gates: 'rnn.gates',
  flow: 'rnn.flow',
} as const;
