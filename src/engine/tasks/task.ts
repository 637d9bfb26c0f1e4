import type { PartName } from '../../data/dataset.ts';
import type { Baseline, ForecastMade, Measure } from '../../protocol/runEvents.ts';
import type { Evaluation } from '../evaluate.ts';

/** What differs between tasks when a model is judged: everything else is the loss alone. */
export interface Task {
  readonly measure: Measure;
  /** Whether `score` and `show` look at predictions, or the loss says it all. */
  readonly needsPredictions: boolean;
  /** The measure of what the model makes of a part. */
  score(part: PartName, evaluation: Evaluation): number;
  /** The same measure of what needs no model. */
  baselines(part: PartName): readonly Baseline[];
  /** What a panel shows of the predictions on the validation part. */
  show?(epoch: number, evaluation: Evaluation): ForecastMade;
}
