import type { PanelAction, RunHeading } from '../../src/protocol/panel.ts';
import { Icon, type IconName } from '../shared/icon.tsx';
import { formatCount, formatShare } from '../shared/numbers.ts';
import {
  canResume,
  isAlive,
  phaseNames,
  progressParts,
  type RunPhase,
  shareDone,
} from './progress.ts';
import type { TrainingView } from './trainingView.ts';

export interface HeadingProps {
  readonly heading: RunHeading;
  readonly view: TrainingView;
  readonly phase: RunPhase;
  readonly trusted: boolean;
  readonly act: (action: PanelAction) => void;
}

/** Name, state, progress and what can be done now. */
export function Heading({ heading, view, phase, trusted, act }: HeadingProps) {
  return (
    <header class="heading">
      <div class="heading-row">
        <div class="heading-words">
          <h1>
            {heading.name}
            <span class={`state state-${phase}`} role="status">
              {phaseNames[phase]}
            </span>
          </h1>
          <p class="note">{facts(view)}</p>
        </div>
        <Actions phase={phase} trained={view.best !== undefined} trusted={trusted} act={act} />
      </div>
      <Progress view={view} phase={phase} />
    </header>
  );
}

/** `40,902 parameters · 77 sequences to train, 21 to validate, 22 to test · 4 % padding · seed 1` */
function facts(view: TrainingView): string {
  const { started } = view;
  if (started === undefined) {
    return '';
  }
  const { train, validation, test } = started.sequences;
  return [
    `${formatCount(started.parameters)} parameters`,
    `${formatCount(train)} sequences to train, ${formatCount(validation)} to validate, ` +
      `${formatCount(test)} to test`,
    ...(started.padding === undefined ? [] : [`${formatShare(started.padding)} padding`]),
    `seed ${started.seed}`,
  ].join(' · ');
}

function Progress({ view, phase }: { readonly view: TrainingView; readonly phase: RunPhase }) {
  const share = phase === 'finished' ? 1 : shareDone(view);
  const percent = Math.round(share * 100);
  return (
    <div class={`progress progress-${phase}`}>
      <div
        class="progress-track"
        role="progressbar"
        aria-label="Training"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div class="progress-bar" style={{ width: `${share * 100}%` }} />
      </div>
      <p class="progress-words">
        {progressParts(view, phase).map((part) => (
          <span key={part.replace(/\d/g, '')}>{part}</span>
        ))}
      </p>
    </div>
  );
}

interface ActionsProps {
  readonly phase: RunPhase;
  readonly trained: boolean;
  readonly trusted: boolean;
  readonly act: (action: PanelAction) => void;
}

function Actions({ phase, trained, trusted, act }: ActionsProps) {
  const button = (kind: SimpleAction, icon: IconName, label: string, primary: boolean) => (
    <button
      type="button"
      class={primary ? 'button button-primary' : 'button'}
      disabled={!trusted}
      onClick={() => act({ kind })}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
  const alive = isAlive(phase);
  return (
    <div class="actions">
      {button('inspect', 'layers', 'Parameters', false)}
      {trained ? button('gates', 'gates', 'Gates', false) : undefined}
      {trained ? button('flow', 'flow', 'Gradient Flow', false) : undefined}
      {trained ? button('export', 'export', 'Export to ONNX', phase === 'finished') : undefined}
      {canResume(phase) ? button('resume', 'resume', 'Resume', phase !== 'failed') : undefined}
      {alive ? undefined : button('train', 'play', 'Train Again', phase === 'failed')}
      {alive ? (
        <button
          type="button"
          class="button button-primary"
          disabled={phase !== 'running'}
          onClick={() => act({ kind: 'stop' })}
        >
          <Icon name="stop" />
          {phase === 'stopping' ? 'Stopping' : 'Stop'}
        </button>
      ) : undefined}
    </div>
  );
}

type SimpleAction = 'train' | 'stop' | 'resume' | 'export' | 'inspect' | 'gates' | 'flow';
