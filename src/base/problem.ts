import type { Fix } from './fix.ts';
import type { Range } from './range.ts';

/** How bad a problem is: an error stops a run, a warning does not. */
export type Severity = 'error' | 'warning';

/** A second place that explains a problem, in the same file. */
export interface RelatedPlace {
  readonly range: Range;
  readonly message: string;
}

/**
 * Something wrong in what the user wrote, at its own characters.
 * `message` names the owner and the fix; positions are UTF-16 offsets into the file's text.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly range: Range;
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** Changes that mend it, the likeliest first. */
  readonly fixes?: readonly Fix[];
}

/** A stage's value together with what was wrong on the way; stages never throw on user input. */
export interface Staged<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Every problem code with the sentence that it stands for. */
export const problemCodes = {
  'yaml.syntax': 'The file is not valid YAML',
  'spec.too-large': 'The file is too large to be a spec',
  'spec.unknown-key': 'A key is not part of the spec language',
  'spec.missing-key': 'A key that is needed is not there',
  'spec.duplicate-key': 'A key appears twice in one place',
  'spec.missing-value': 'A key has no value',
  'spec.wrong-type': 'A value has another type than its key takes',
  'spec.wrong-value': 'A value is outside what its key takes',
  'spec.no-effect': 'A key has no effect in this place',
  'cell.unknown-kind': 'A layer names a cell that does not exist',
  'cell.name-taken': 'A cell has the name of a layer that exists',
  'cell.file-missing': 'The file of a cell is not there',
  'cell.file-unreadable': 'The file of a cell cannot be read as one',
  'cell.syntax': 'An equation cannot be read',
  'cell.unknown-function': 'An equation calls a function that does not exist',
  'cell.wrong-arguments': 'A function is called with too few or too many arguments',
  'cell.size-conflict': 'Two sides of an operation have different sizes',
  'cell.unknown-size': 'A value has a size that the cell does not have',
  'cell.state-never-written': 'A state is read but never written',
  'cell.used-before-defined': 'A value is used before it is defined',
  'cell.matrix-and-vector': 'A parameter is used both as a matrix and as a vector',
  'cell.duplicate-name': 'A name is assigned twice',
  'cell.no-output': 'The output of a cell is not assigned',
  'data.file-missing': 'The data file is not there',
  'data.file-unreadable': 'The data file is not what its key takes',
  'data.empty': 'The data file has no rows',
  'data.unknown-column': 'A column is not in the data file',
  'data.not-a-number': 'A number column holds text',
  'data.missing-number': 'A number is missing in a row of the data',
  'data.window-too-long': 'The window does not fit into the data',
  'data.part-empty': 'A part of the split holds no sequence',
  'data.nothing-counts': 'A mask leaves no time step that counts',
  'data.out-of-range': 'The data holds a value that the spec leaves out',
  'data.too-large': 'The data is larger than can be held',
  'data.wrong-labels': 'The labels of a file are not what the task needs',
  'data.unknown-class': 'A class of the data is not among the classes',
  'data.unseen-class': 'A class has no training sequence to learn it from',
  'data.unknown-token': 'A token of the data is not in the vocabulary',
  'data.size-conflict': 'Files, or a file and the spec, differ in the numbers per time step',
  'data.shows-targets': 'What the model sees holds what it is to predict',
  'data.scaled-before': 'A column was scaled by what later parts hold',
  'data.constant-column': 'A column never changes, so it cannot be scaled',
  'model.size-conflict': 'A stated size differs from the one that follows from the data',
  'model.head-missing': 'The last layer does not have the width that the task needs',
  'model.embedding-misplaced': 'An embedding reads something else than the tokens of the data',
  'model.needs-whole-sequence': 'A layer reads backwards where sequences are cut into stretches',
  'model.sees-targets': 'A layer shows the model what it is to predict',
  'model.no-recurrence': 'No layer carries a state from one time step to the next',
  'model.head-activation': 'The last layer has a function where the task adds one',
  'model.nothing-trained': 'No layer of a model is trained',
  'model.too-large': 'The model has more parameters than can be trained',
  'init.unknown-parameter': 'An initialiser names a parameter that the cell does not have',
  'init.needs-matrix': 'An initialiser needs a matrix and the parameter is a vector',
  'init.needs-square': 'An initialiser needs a square matrix and the parameter is none',
  'train.truncate-too-long': 'Truncation cannot be used, or is longer than the sequences',
  'train.truncate-missing': 'Sequences are too long to be trained on in one piece',
  'train.clip-missing': 'Nothing limits the gradient of a recurrence that nothing limits',
  'train.batch-too-large': 'A batch is larger than the training part',
  'train.warmup-too-long': 'A warm-up is longer than the training',
} as const;

/** One of the stable codes that problems carry. */
export type ProblemCode = keyof typeof problemCodes;

/** An error at a place of the user's file. */
export function errorAt(
  range: Range,
  code: ProblemCode,
  message: string,
  related?: readonly RelatedPlace[],
): Problem {
  return { code, severity: 'error', range, message, ...(related ? { related } : {}) };
}

/** A warning at a place of the user's file. */
export function warningAt(
  range: Range,
  code: ProblemCode,
  message: string,
  related?: readonly RelatedPlace[],
): Problem {
  return { ...errorAt(range, code, message, related), severity: 'warning' };
}

/** The problem with the changes that mend it, as far as there are any. */
export function withFixes<P extends object>(
  problem: P,
  fixes: readonly (Fix | undefined)[],
): P & { readonly fixes?: readonly Fix[] } {
  const found = fixes.filter((fix) => fix !== undefined);
  return found.length === 0 ? problem : { ...problem, fixes: found };
}

/** Whether any of the problems stops a run. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
