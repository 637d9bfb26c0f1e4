import type { Outcome, PanelAction, RunHeading } from '../../src/protocol/panel.ts';
import { Icon } from '../shared/icon.tsx';
import { Said } from '../shared/said.tsx';

export interface BeginningProps {
  readonly heading: RunHeading;
  readonly trusted: boolean;
  readonly outcome: Outcome | undefined;
  readonly act: (action: PanelAction) => void;
}

/** What is shown of a spec that was never trained. */
export function Beginning({ heading, trusted, outcome, act }: BeginningProps) {
  return (
    <div class="beginning">
      <UnrolledNetwork />
      <h1>{heading.name}</h1>
      <p class="note">
        {trusted
          ? 'No run yet. Training happens on this machine, in a process of its own; closing this panel never harms it.'
          : 'This workspace is not trusted. The spec is checked while you type, but nothing runs: trust the workspace to train.'}
      </p>
      <Said outcome={outcome} />
      <div class="actions">
        <button
          type="button"
          class="button button-primary"
          disabled={!trusted}
          onClick={() => act({ kind: 'train' })}
        >
          <Icon name="play" />
          Train Model
        </button>
        <button type="button" class="button" onClick={() => act({ kind: 'openSpec' })}>
          <Icon name="file" />
          Open Spec
        </button>
      </div>
    </div>
  );
}

/** A recurrent network unrolled over five time steps. */
function UnrolledNetwork() {
  const steps = [0, 1, 2, 3, 4].map((step) => 30 + step * 65);
  return (
    <svg class="unrolled" viewBox="0 0 320 130" aria-hidden="true">
      {steps.map((x, step) => (
        <g key={x}>
          <path class="unrolled-arrow" d={`M${x} 112V84M${x} 48V24`} />
          {step < 4 ? <path class="unrolled-arrow" d={`M${x + 18} 66h29`} /> : undefined}
          <rect class="unrolled-cell" x={x - 18} y="48" width="36" height="36" rx="8" />
          <circle class="unrolled-in" cx={x} cy="114" r="5" />
          <circle class="unrolled-out" cx={x} cy="18" r="5" />
        </g>
      ))}
    </svg>
  );
}
