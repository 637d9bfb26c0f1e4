import type {
  Outcome,
  PanelAction,
  ShowParameters,
  ShowProblem,
} from '../../src/protocol/panel.ts';
import type { ParameterReport } from '../../src/protocol/parameters.ts';
import { Icon } from '../shared/icon.tsx';
import { formatCount } from '../shared/numbers.ts';
import { Said, Trouble } from '../shared/said.tsx';
import { useTheme } from '../shared/theme.ts';
import { Layer } from './layer.tsx';
import { parametersCsv } from './parametersCsv.ts';

/** What the page shows: a report, or why there is none. */
export type Shown = ShowParameters | ShowProblem;

export interface ParametersPanelProps {
  readonly shown: Shown | undefined;
  readonly outcome: Outcome | undefined;
  readonly act: (action: PanelAction) => void;
}

/** The whole page: what the model is made of, layer by layer. */
export function ParametersPanel({ shown, outcome, act }: ParametersPanelProps) {
  useTheme();
  if (shown === undefined) {
    return <p class="waiting">Working out the sizes</p>;
  }
  if (shown.type === 'showProblem') {
    return (
      <div class="page">
        <Trouble message={shown.message} />
        <div class="actions">
          <Refresh act={act} />
        </div>
      </div>
    );
  }
  const { report } = shown;
  return (
    <div class="page">
      <header class="heading-row">
        <div>
          <h1>{specName(report.spec)}</h1>
          <p class="note">{origin(report)}</p>
        </div>
        <div class="actions">
          <Refresh act={act} />
          <button
            type="button"
            class="button"
            onClick={() =>
              act({
                kind: 'save',
                name: `${specName(report.spec)}-parameters.csv`,
                content: parametersCsv(report),
              })
            }
          >
            <Icon name="table" />
            Save as CSV
          </button>
        </div>
      </header>
      <Said outcome={outcome} />
      <Overview report={report} />
      {report.layers.map((layer) => (
        <Layer key={layer.name} layer={layer} />
      ))}
    </div>
  );
}

function Refresh({ act }: { readonly act: (action: PanelAction) => void }) {
  return (
    <button type="button" class="button" onClick={() => act({ kind: 'refresh' })}>
      <Icon name="refresh" />
      Refresh
    </button>
  );
}

/** How the trained numbers are spread over the layers. */
function Overview({ report }: { readonly report: ParameterReport }) {
  return (
    <section class="overview" aria-label="All layers">
      <p class="overview-total">
        <strong>{formatCount(report.count)}</strong> trained numbers in {report.layers.length}{' '}
        {report.layers.length === 1 ? 'layer' : 'layers'}
      </p>
      <ul class="shares">
        {report.layers.map((layer) => (
          <li key={layer.name} class="share" style={{ flexGrow: Math.max(layer.count, 1) }}>
            <a href={`#${layer.name}`} title={`${layer.name}: ${formatCount(layer.count)}`}>
              <span class="share-bar" />
              <span class="share-name">{layer.name}</span>
              <span class="note number">{formatCount(layer.count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function origin({ run }: ParameterReport): string {
  return run === undefined
    ? 'Before training: sizes, and the weights that training starts from'
    : `Trained: the best parameters of run ${run.id}, of epoch ${run.epoch}`;
}

function specName(spec: string): string {
  return (spec.split(/[\\/]/).at(-1) ?? spec).replace(/\.rnn\.ya?ml$/, '');
}
