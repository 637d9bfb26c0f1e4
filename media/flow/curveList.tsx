import type { WeightsName } from '../../src/protocol/inspector.ts';
import { type Figure, nearestIndex } from '../shared/figure.ts';
import { Icon } from '../shared/icon.tsx';
import { formatCount, formatMeasure } from '../shared/numbers.ts';
import { Trouble } from '../shared/said.tsx';
import { weightsWords } from '../shared/weightsWords.ts';
import type { FlowCurve, FlowGroup } from './flowCurves.ts';
import {
  descriptionOf,
  type FlowEntry,
  type FlowModel,
  forgetFailures,
  mostEntries,
  weightsOf,
} from './flowModel.ts';
import type { ChangeModel } from './flowPanel.tsx';

export interface CurveListProps {
  readonly model: FlowModel;
  readonly groups: readonly FlowGroup[];
  readonly figure: Figure;
  /** The position whose values are read out, as an index. */
  readonly cursor: number | undefined;
  /** The curve that stands out until it is let go. */
  readonly pinned: string | undefined;
  readonly onPoint: (name: string | undefined) => void;
  readonly onPin: (name: string | undefined) => void;
  readonly change: ChangeModel;
}

/** The legend: the models, what becomes of each of their curves, and others to compare with. */
export function CurveList(props: CurveListProps) {
  const { model, groups, change } = props;
  return (
    <div class="curve-list">
      {groups.map((group, place) => (
        <Group key={place} {...props} group={group} place={place} />
      ))}
      <Compare model={model} change={change} />
    </div>
  );
}

interface GroupProps extends CurveListProps {
  readonly group: FlowGroup;
  readonly place: number;
}

function Group(props: GroupProps) {
  const { model, group, place, change } = props;
  const { entry, label, flow, curves } = group;
  const changeEntries = (entries: (now: readonly FlowEntry[]) => readonly FlowEntry[]) =>
    change((now) => ({
      ...now,
      choices: { ...now.choices, entries: entries(now.choices.entries) },
    }));
  const description = descriptionOf(model, entry.source);
  return (
    <section class="curve-group" aria-label={label}>
      <header class="curve-group-header">
        <h3>{label}</h3>
        {description && description.weights.length > 1 ? (
          <select
            aria-label={`Weights of ${label}`}
            value={weightsOf(model, entry)}
            onChange={({ currentTarget }) => {
              const weights = currentTarget.value as WeightsName;
              changeEntries((now) =>
                now.map((each, index) => (index === place ? { ...each, weights } : each)),
              );
            }}
          >
            {description.weights.map((name) => (
              <option key={name} value={name}>
                {weightsWords[name]}
              </option>
            ))}
          </select>
        ) : undefined}
        {place > 0 ? (
          <button
            type="button"
            class="tool remove"
            title="Remove"
            aria-label={`Remove ${label}`}
            onClick={() => changeEntries((now) => now.filter((_, index) => index !== place))}
          >
            <Icon name="close" />
          </button>
        ) : undefined}
        <p class="note">{detailsOf(model, group)}</p>
      </header>
      {flow.kind === 'failed' ? (
        <>
          <Trouble message={flow.message} />
          <button type="button" class="link" onClick={() => change(forgetFailures)}>
            Try again
          </button>
        </>
      ) : undefined}
      {flow.kind === 'waiting' ? <p class="note">Following the gradient …</p> : undefined}
      {curves.length > 0 ? (
        <ul class="curve-rows">
          {curves.map((curve) => (
            <Row key={curve.name} {...props} curve={curve} />
          ))}
        </ul>
      ) : undefined}
    </section>
  );
}

/** `lstm · run 9519 · loss 0.106 over 32 sequences` */
function detailsOf(model: FlowModel, { entry, cells, flow }: FlowGroup): string {
  const description = descriptionOf(model, entry.source);
  if (description === undefined) {
    return '';
  }
  const { run } = description;
  const loss =
    flow.kind === 'there'
      ? [`loss ${formatMeasure(flow.value.loss)} over ${countWords(flow.value.sequences)}`]
      : [];
  return [
    ...(cells === '' ? [] : [cells]),
    ...(run === undefined ? ['before training'] : [`run ${run.id.split('-').at(-1)}`]),
    ...loss,
  ].join(' · ');
}

function countWords(sequences: number): string {
  return `${formatCount(sequences)} ${sequences === 1 ? 'sequence' : 'sequences'}`;
}

interface RowProps extends CurveListProps {
  readonly curve: FlowCurve;
}

function Row({ curve, figure, cursor, pinned, onPoint, onPin }: RowProps) {
  const { name, pass, value, colour, style, words } = curve;
  const isPinned = pinned === name;
  return (
    <li>
      <button
        type="button"
        class="curve-row"
        aria-pressed={isPinned}
        title="Let this curve stand out"
        onMouseEnter={() => onPoint(name)}
        onMouseLeave={() => onPoint(undefined)}
        onClick={() => onPin(isPinned ? undefined : name)}
      >
        <span class={`swatch swatch-${style} colour-${colour}`} />
        <span class="curve-words">
          <span class="curve-name">
            <code>{value.name}</code> <span class="note">{pass}</span>
            <span class="legend-value">{valueAt(figure, name, cursor)}</span>
          </span>
          <span class="note">{words}</span>
        </span>
      </button>
    </li>
  );
}

function valueAt(figure: Figure, name: string, cursor: number | undefined): string {
  const line = figure.lines.find((each) => each.name === name);
  if (line === undefined || cursor === undefined) {
    return '';
  }
  const value = line.values[nearestIndex(line, cursor) ?? cursor];
  return value === undefined ? '' : line.format(value);
}

/** Other models beside those that are there. */
function Compare({ model, change }: { readonly model: FlowModel; readonly change: ChangeModel }) {
  const { entries } = model.choices;
  const [own] = entries;
  if (own === undefined || entries.length >= mostEntries) {
    return undefined;
  }
  const add = (entry: FlowEntry) =>
    change((now) => ({
      ...now,
      choices: { ...now.choices, entries: [...now.choices.entries, entry] },
    }));
  const isTrained = (descriptionOf(model, own.source)?.weights.length ?? 0) > 1;
  const hasUntrained = entries.some(
    (entry) => entry.source === own.source && weightsOf(model, entry) === 'untrained',
  );
  const others = model.shown?.others ?? [];
  return (
    <div class="compare">
      {isTrained && !hasUntrained ? (
        <button
          type="button"
          class="button"
          onClick={() => add({ source: own.source, weights: 'untrained' })}
        >
          <Icon name="add" />
          Before training
        </button>
      ) : undefined}
      {others.length > 0 ? (
        <select
          aria-label="Compare with another run"
          value=""
          onChange={({ currentTarget }) => {
            add({ source: currentTarget.value, weights: undefined });
            currentTarget.value = '';
          }}
        >
          <option value="" disabled>
            Compare with a run …
          </option>
          {others.map(({ source, name }) => (
            <option key={source} value={source}>
              {name}
            </option>
          ))}
        </select>
      ) : undefined}
    </div>
  );
}
