import { isScoreTheLoss, shortMeasure } from '../../src/protocol/measureWords.ts';
import type { EpochMetrics, Measure } from '../../src/protocol/runEvents.ts';
import {
  formatCount,
  formatMeasure,
  formatScore,
  formatShare,
  formatShort,
} from '../shared/numbers.ts';
import { isAlive, type RunPhase } from './progress.ts';
import type { TrainingView } from './trainingView.ts';

/** The figures of the moment, large enough to be read from afar; at the end those of the best epoch. */
export function Measures({ view, phase }: MeasuresProps) {
  const { best, lastStep } = view;
  const last = view.epochs.at(-1);
  const alive = isAlive(phase);
  const shown = alive ? last : (best ?? last);
  const beside = (figure: (metrics: EpochMetrics) => string): string => {
    if (best === undefined) {
      return '';
    }
    return alive ? `best ${figure(best)}, epoch ${best.epoch}` : `best, in epoch ${best.epoch}`;
  };
  const measure = view.started?.measure;
  const score = ({ validationScore }: EpochMetrics) =>
    measure ? formatScore(measure, validationScore) : formatMeasure(validationScore);
  return (
    <dl class="measures">
      <Figure
        name={measureName(measure)}
        value={shown && score(shown)}
        detail={beside(score) || 'after the first epoch'}
        large
      />
      {shown && isScoreTheLoss(shown) ? undefined : (
        <Figure
          name="Validation loss"
          value={formatOptional(shown?.validationLoss)}
          detail={beside((metrics) => formatMeasure(metrics.validationLoss))}
        />
      )}
      <Figure
        name="Training loss"
        value={formatOptional(last?.trainLoss)}
        detail={alive && lastStep ? `${formatMeasure(lastStep.loss)} in this step` : 'last epoch'}
      />
      <Figure
        name="Gradient norm"
        value={formatOptional(last?.gradientNorm ?? lastStep?.gradientNorm)}
        detail={last ? `${formatShare(last.clipped)} of steps clipped` : ''}
      />
      <Figure
        name="Learning rate"
        value={last && formatShort(last.learningRate)}
        detail={last ? `epoch ${formatCount(last.epoch)}` : ''}
      />
    </dl>
  );
}

interface MeasuresProps {
  readonly view: TrainingView;
  readonly phase: RunPhase;
}

/** `Validation error, Passengers` */
function measureName(measure: Measure | undefined): string {
  if (measure === undefined) {
    return 'Validation';
  }
  const name = `Validation ${shortMeasure(measure)}`;
  return measure.unit === '' ? name : `${name}, ${measure.unit}`;
}

function formatOptional(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatMeasure(value);
}

interface FigureProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly detail: string;
  readonly large?: boolean;
}

function Figure({ name, value, detail, large }: FigureProps) {
  return (
    <div class={large ? 'measure measure-large' : 'measure'}>
      <dt>{name}</dt>
      <dd class="measure-value">{value ?? '–'}</dd>
      <dd class="measure-detail">{detail}</dd>
    </div>
  );
}
