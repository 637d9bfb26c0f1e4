/** A spec as typed values: defaults filled in, short forms written out. */
export interface Spec {
  readonly task: Task;
  /** Its kind is the task. */
  readonly data: DataSpec;
  readonly cells: Readonly<Record<string, CellSpec | CellReference>>;
  readonly model: readonly LayerSpec[];
  readonly train: TrainSpec;
}

/** What the model is for; it decides the head, the loss and the metrics. */
export type Task = DataSpec['kind'];

/** Where the sequences come from; each task has keys of its own. */
export type DataSpec =
  | ForecastData
  | ClassifyData
  | RegressData
  | TagData
  | LanguageData
  | PolyphonyData;

/** Where the sequences come from, for `task: forecast`. */
export interface ForecastData {
  readonly kind: 'forecast';
  /** A CSV file with a header line, relative to the spec. */
  readonly file: string;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** Time steps that the model sees. */
  readonly window: number;
  /** Time steps that it predicts, directly after the window. */
  readonly horizon: number;
  readonly scale: ScaleKind;
  /** Shares of train, validation and test, in the order of time; they sum to 1. */
  readonly split: readonly [number, number, number];
  /** Rows of one season (12 for months in a year), for the seasonal baseline of the report. */
  readonly season: number | undefined;
}

/** Files of the parts, relative to the spec. */
export interface PartFilesSpec {
  readonly train: string;
  /** A share of the training file, or a file of its own. */
  readonly validation: number | string;
  readonly test: string;
}

/** Labelled series in time-series time-series files, relative to the spec. */
export interface ArchiveSpec extends PartFilesSpec {
  readonly scale: ScaleKind;
  /** Names of the dimensions; `undefined` where they are numbered. */
  readonly inputs: readonly string[] | undefined;
}

/** Where the sequences come from, for `task: classify`. */
export type ClassifyData = ClassifyArchives | ClassifyTexts;

/** Tables with the columns `label` and `text`. */
export interface ClassifyTexts extends PartFilesSpec {
  readonly kind: 'classify';
  readonly tokens: 'characters' | 'words';
  /** Tokens that are rarer in the training part are unknown. */
  readonly min_count: number;
  /** `undefined` where it follows from the training part. */
  readonly vocabulary: readonly string[] | undefined;
  /** In the order of the model's outputs; `undefined` where they follow from the training file. */
  readonly classes: readonly string[] | undefined;
}

export interface ClassifyArchives extends ArchiveSpec {
  readonly kind: 'classify';
  /** In the order of the model's outputs; `undefined` where they follow from the training file. */
  readonly classes: readonly string[] | undefined;
}

/** Where the sequences come from, for `task: regress`. */
export type RegressData = RegressArchives | RegressGenerated;

export interface RegressArchives extends ArchiveSpec {
  readonly kind: 'regress';
}

export interface RegressGenerated {
  readonly kind: 'regress';
  readonly generate: GeneratorSpec;
}

/** A toy problem whose sequences are drawn at random. */
export interface GeneratorSpec {
  readonly kind: 'adding';
  /** Time steps of each sequence. */
  readonly steps: number;
  /** Sequences of the training part. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly seed: number;
}

/** Where the sequences come from, for `task: tag`: files of tagged tokens, relative to the spec. */
export interface TagData extends PartFilesSpec {
  readonly kind: 'tag';
  /** Tokens that are rarer in the training part are unknown. */
  readonly min_count: number;
  /** `undefined` where it follows from the training part. */
  readonly vocabulary: readonly string[] | undefined;
  /** In the order of the model's outputs; `undefined` where they follow from the training part. */
  readonly tags: readonly string[] | undefined;
  readonly mask: MaskSpec | undefined;
}

/** Where the sequences come from, for `task: language`. */
export interface LanguageData {
  readonly kind: 'language';
  /** A text, relative to the spec. */
  readonly file: string;
  readonly tokens: 'characters' | 'words';
  /** Shares of train, validation and test, in the order of the text; they sum to 1. */
  readonly split: readonly [number, number, number];
  /** Tokens that are rarer in the training part are unknown. */
  readonly min_count: number;
  /** `undefined` where it follows from the training part. */
  readonly vocabulary: readonly string[] | undefined;
}

/** Where the sequences come from, for `task: polyphony`. */
export interface PolyphonyData {
  readonly kind: 'polyphony';
  /** A JSON file with the pieces of each part, relative to the spec. */
  readonly file: string;
  /** The lowest and the highest pitch, as MIDI numbers. */
  readonly pitches: readonly [number, number];
  readonly mask: MaskSpec | undefined;
}

/** Steps that the loss does not count. */
export interface MaskSpec {
  /** So many at the start of each sequence. */
  readonly first: number;
}

export type ScaleKind = 'none' | 'standard' | 'minmax';

/** A recurrent cell as equations, under its name in `cells` or in the library. */
export interface CellSpec {
  readonly equations: string;
  /** The equation whose value the layer gives out. */
  readonly output: string;
  /** One line for completion lists. */
  readonly summary: string;
  /** Paper and section. */
  readonly source: string;
  /** The names of sizes of values that are not as wide as `hidden`. */
  readonly size: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, CellOption>>;
  /** How parameters start where neither the layer nor `train` says it. */
  readonly init: InitSpec;
}

/** A cell in a file of its own, which several specs may share. */
export interface CellReference {
  /** Relative to the spec. */
  readonly file: string;
}

/** What a layer may choose of its cell. */
export type CellOption =
  /**
   * The width of `values`. With `instead`, equations that are used where a layer gives the size, the
   * layer may leave it out.
   */
  | {
      readonly kind: 'size';
      readonly values: readonly string[];
      readonly instead: string | undefined;
      readonly summary: string;
    }
  /** A number that equations name, with its default. */
  | { readonly kind: 'number'; readonly number: number; readonly summary: string }
  /** A function that equations call; the first is the default. */
  | {
      readonly kind: 'function';
      readonly functions: readonly string[];
      readonly summary: string;
    };

/** Values for the options of a cell, by name. */
export type OptionValues = Readonly<Record<string, number | string>>;

export type LayerSpec =
  | RecurrentSpec
  | LinearSpec
  | LayerNormSpec
  | DropoutSpec
  | NoiseSpec
  | EmbeddingSpec;

/** `- lstm: {hidden: 100, layers: 2}` */
export interface RecurrentSpec {
  readonly kind: 'recurrent';
  readonly cell: string;
  readonly hidden: number;
  /** How many layers of this cell are stacked. */
  readonly layers: number;
  readonly direction: Direction;
  /** How the outputs of `direction: both` are put together. */
  readonly merge: 'concat' | 'sum';
  /** The share of values that is left out between the stacked layers. */
  readonly dropout: number;
  /** The share of a state's values that the products with recurrent matrices do not see. */
  readonly recurrent_dropout: number;
  /** The share of a state's values that keep their value from the step before. */
  readonly zoneout: number;
  /** Whether the input is added to the output. */
  readonly residual: boolean;
  readonly initial_state: 'zero' | 'learned';
  readonly trainable: boolean;
  /** Overrides `train.init` for this layer. */
  readonly init: InitSpec;
  /** All other keys, as written: options of the cell. */
  readonly options: OptionValues;
}

/** In which order of time a recurrent layer reads. */
export type Direction = 'forward' | 'reverse' | 'both';

/** `- linear` or `- linear: {size: 1}` */
export interface LinearSpec {
  readonly kind: 'linear';
  /** The width, where it is stated; otherwise it follows from the task. */
  readonly size: number | undefined;
  readonly activation: Activation;
  readonly trainable: boolean;
  readonly init: InitSpec;
}

/** The function after a linear layer. */
export type Activation = 'none' | 'relu' | 'tanh' | 'sigmoid' | 'softplus';

/** `- layer_norm` */
export interface LayerNormSpec {
  readonly kind: 'layer_norm';
  /** Added to the variance. */
  readonly epsilon: number;
  readonly trainable: boolean;
  readonly init: InitSpec;
}

/** `- dropout: 0.2` */
export interface DropoutSpec {
  readonly kind: 'dropout';
  /** The share of values that is left out. */
  readonly rate: number;
}

/** `- noise: 0.1` */
export interface NoiseSpec {
  readonly kind: 'noise';
  /** The standard deviation of what is added. */
  readonly deviation: number;
}

/** `- embedding: 32` */
export interface EmbeddingSpec {
  readonly kind: 'embedding';
  /** Numbers per token. */
  readonly size: number;
  readonly trainable: boolean;
  readonly init: InitSpec;
}

export interface TrainSpec {
  readonly epochs: number;
  /** Sequences per training step. */
  readonly batch: number;
  /** Puts sequences of about equal length into one batch, where lengths differ. */
  readonly bucket: boolean;
  /** Time steps that gradients flow back; `undefined` means to the start of the sequence. */
  readonly truncate: number | undefined;
  /** Whether states go on from one stretch of a truncated sequence to the next. */
  readonly carry: boolean;
  readonly optimizer: OptimizerSpec;
  /** `undefined` means no clipping. */
  readonly clip: ClipSpec | undefined;
  readonly init: InitSpec;
  /** How many batches make one training step. */
  readonly accumulate: number;
  readonly schedule: ScheduleSpec;
  /** Training steps over which the learning rate rises to its full height. */
  readonly warmup: number;
  /** A mean of the parameters over time, which takes their place when training is judged. */
  readonly average: AverageSpec | undefined;
  /** Training steps between evaluations; `undefined` means at the end of each epoch. */
  readonly evaluate: { readonly every: number } | undefined;
  /** Stops after so many evaluations without a better validation loss; `undefined` means never. */
  readonly stop: { readonly patience: number } | undefined;
  readonly seed: number;
}

/** How the learning rate changes during training. */
export type ScheduleSpec =
  | { readonly kind: 'constant' }
  | ({ readonly kind: 'step' } & StepOptions)
  | { readonly kind: 'cosine'; readonly to: number }
  | ({ readonly kind: 'plateau' } & PlateauOptions);

/** The learning rate is multiplied by `factor` every so many epochs. */
export interface StepOptions {
  readonly every: number;
  readonly factor: number;
}

/**
 * The learning rate is multiplied by `factor` after so many evaluations without a better validation
 * loss, but does not fall below `min`.
 */
export interface PlateauOptions {
  readonly patience: number;
  readonly factor: number;
  readonly min: number;
}

/** Which mean of the parameters is kept. */
export interface AverageSpec {
  /** How much of the mean each step keeps; `undefined` means that all steps weigh the same. */
  readonly decay: number | undefined;
  /** The epoch in which averaging begins, from 1. */
  readonly start: number;
}

/** Limits of the gradient: each number by itself, then the norm of each group. */
export interface ClipSpec {
  readonly norm: number | undefined;
  readonly value: number | undefined;
  /** What one norm is taken over. */
  readonly per: 'all' | 'layer' | 'gate';
}

/** The options of every optimiser, each PyTorch's of that name. */
export interface OptimizerOptions {
  readonly sgd: {
    readonly rate: number;
    readonly momentum: number;
    readonly nesterov: boolean;
    readonly decay: DecaySpec;
  };
  readonly rmsprop: {
    readonly rate: number;
    readonly alpha: number;
    readonly epsilon: number;
    readonly momentum: number;
    readonly centered: boolean;
    readonly decay: DecaySpec;
  };
  readonly adam: AdamOptions;
  readonly adamw: AdamOptions;
}

/** The options that Adam and AdamW have. */
export interface AdamOptions {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: DecaySpec;
}

/** How gradients become changes of the parameters. */
export type OptimizerSpec = {
  [K in keyof OptimizerOptions]: { readonly kind: K } & OptimizerOptions[K];
}[keyof OptimizerOptions];

/**
 * What a parameter does: it multiplies a layer's input (as the table of an embedding does), a value of
 * the step before (`recurrent`), a state elementwise (`peephole`), or is added (`bias`; vectors of
 * other layers and initial states count as such); `linear` are the weights of linear layers.
 */
export type ParameterKind = 'input' | 'recurrent' | 'peephole' | 'bias' | 'linear';

/** Weight decay by kind of parameter; 0 is none. */
export type DecaySpec = Readonly<Record<ParameterKind, number>>;

/**
 * Initialisers by parameter: the key is a name in the cell's equations (`b_f`), or the part before
 * the underscore for all gates (`W`); the exact name wins.
 */
export type InitSpec = Readonly<Record<string, Initializer>>;

export type Initializer =
  | { readonly kind: 'xavier_uniform' }
  | { readonly kind: 'xavier_normal' }
  | { readonly kind: 'kaiming_uniform' }
  | { readonly kind: 'kaiming_normal' }
  | { readonly kind: 'orthogonal'; readonly gain: number }
  | { readonly kind: 'identity'; readonly gain: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'constant'; readonly value: number };
