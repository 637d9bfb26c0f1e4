import type { EpochMetrics } from '../../src/protocol/runEvents.ts';
import { formatCount, formatMeasure, formatShare, formatShort } from '../shared/numbers.ts';
import { isAlive, type RunPhase } from './progress.ts';
import type { TrainingView } from './trainingView.ts';

/** The figures of the moment, large enough to be read from afar; at the end those of the best epoch. */
export function Measures({ view, phase }: MeasuresProps) {
  const { best, lastStep } = view;
  const last = view.epochs.at(-1);
  const alive = isAlive(phase);
  const shown = alive ? last : (best ?? last);
  const target = view.forecast?.series[0]?.target;
  const beside = (figure: (metrics: EpochMetrics) => number): string => {
    if (best === undefined) {
      return '';
    }
    return alive
      ? `best ${formatMeasure(figure(best))}, epoch ${best.epoch}`
      : `best, in epoch ${best.epoch}`;
  };
  return (
    <dl class="measures">
      <Measure
        name={target === undefined ? 'Validation error' : `Validation error, ${target}`}
        value={formatOptional(shown?.validationError)}
        detail={beside((metrics) => metrics.validationError) || 'after the first epoch'}
        large
      />
      <Measure
        name="Validation loss"
        value={formatOptional(shown?.validationLoss)}
        detail={beside((metrics) => metrics.validationLoss)}
      />
      <Measure
        name="Training loss"
        value={formatOptional(last?.trainLoss)}
        detail={alive && lastStep ? `${formatMeasure(lastStep.loss)} in this step` : 'last epoch'}
      />
      <Measure
        name="Gradient norm"
        value={formatOptional(last?.gradientNorm ?? lastStep?.gradientNorm)}
        detail={last ? `${formatShare(last.clipped)} of steps clipped` : ''}
      />
      <Measure
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

function formatOptional(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatMeasure(value);
}

interface MeasureProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly detail: string;
  readonly large?: boolean;
}

function Measure({ name, value, detail, large }: MeasureProps) {
  return (
    <div class={large ? 'measure measure-large' : 'measure'}>
      <dt>{name}</dt>
      <dd class="measure-value">{value ?? '–'}</dd>
      <dd class="measure-detail">{detail}</dd>
    </div>
  );
}
