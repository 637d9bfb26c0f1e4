import type { SplitName } from '../../src/protocol/inspector.ts';
import { formatCount } from '../shared/numbers.ts';
import { passNames, shownValues, type ValueName, valueNames } from './flowCurves.ts';
import {
  descriptionOf,
  type FlowChoices,
  type FlowModel,
  lengthsOf,
  splitOf,
} from './flowModel.ts';
import type { ChangeModel } from './flowPanel.tsx';

export interface ControlsProps {
  readonly model: FlowModel;
  readonly change: ChangeModel;
}

/** What the gradient is of, and which curves are shown. */
export function Controls({ model, change }: ControlsProps) {
  const choose = (choices: Partial<FlowChoices>) =>
    change((now) => ({ ...now, choices: { ...now.choices, ...choices } }));
  return (
    <section class="controls" aria-label="What is shown">
      <DataChoices model={model} choose={choose} />
      <ValueChoices model={model} choose={choose} />
      <PassChoices model={model} choose={choose} />
    </section>
  );
}

interface ChoicesProps {
  readonly model: FlowModel;
  readonly choose: (choices: Partial<FlowChoices>) => void;
}

function DataChoices({ model, choose }: ChoicesProps) {
  const [own] = model.choices.entries;
  const description = own && descriptionOf(model, own.source);
  const split = splitOf(model);
  if (!description || !split) {
    return undefined;
  }
  const lengths = lengthsOf(description, split);
  const { sequences, step } = model.choices;
  return (
    <div class="control-group">
      <label class="control">
        Part
        <select
          value={split}
          onChange={({ currentTarget }) => choose({ split: currentTarget.value as SplitName })}
        >
          {description.splits.map(({ name, lengths: all }) => (
            <option key={name} value={name}>
              {name} ({formatCount(all.length)})
            </option>
          ))}
        </select>
      </label>
      <label class="control">
        Sequences
        <select
          value={sequences}
          title="The curves are means over so many sequences"
          onChange={({ currentTarget }) => choose({ sequences: Number(currentTarget.value) })}
        >
          {sequenceCounts.map((count) => (
            <option key={count} value={count}>
              {count === 1 ? 'the first' : `the first ${count}`}
            </option>
          ))}
        </select>
      </label>
      {description.output.steps === 'every' ? (
        <label class="control">
          Loss at step
          <input
            type="number"
            class="field"
            min={0}
            max={Math.max(0, ...lengths.map((length) => length - 1))}
            placeholder="last"
            title="The time step whose loss is followed back, counted from 0; empty for the last"
            value={step ?? ''}
            onChange={({ currentTarget }) => choose({ step: stepOf(currentTarget.value) })}
          />
        </label>
      ) : undefined}
    </div>
  );
}

/** How many sequences there are to choose from: more take longer and change little. */
const sequenceCounts = [1, 8, 32, 128];

function stepOf(text: string): number | undefined {
  const step = Math.floor(Number(text));
  return text.trim() === '' || !Number.isFinite(step) || step < 0 ? undefined : step;
}

function ValueChoices({ model, choose }: ChoicesProps) {
  const shown = shownValues(model);
  return (
    <Toggles
      title="Values"
      items={valueNames(model).map((value) => ({ name: value.name, hint: hintOf(value) }))}
      isOn={(name) => shown.includes(name)}
      onToggle={(name) =>
        choose({
          values: shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name],
        })
      }
    />
  );
}

function PassChoices({ model, choose }: ChoicesProps) {
  const { hiddenPasses, entries } = model.choices;
  const isDeep = entries.some(
    ({ source }) => (descriptionOf(model, source)?.passes.length ?? 0) > 1,
  );
  return isDeep ? (
    <Toggles
      title="Layers"
      items={passNames(model).map((name) => ({ name, hint: `Layer ${name}` }))}
      isOn={(name) => !hiddenPasses.includes(name)}
      onToggle={(name) =>
        choose({
          hiddenPasses: hiddenPasses.includes(name)
            ? hiddenPasses.filter((each) => each !== name)
            : [...hiddenPasses, name],
        })
      }
    />
  ) : undefined;
}

function hintOf({ name, role }: ValueName): string {
  return role === 'input' ? `${name}, the input of the layer` : `${name}, a ${role} of the cell`;
}

interface TogglesProps {
  readonly title: string;
  readonly items: readonly { readonly name: string; readonly hint: string }[];
  readonly isOn: (name: string) => boolean;
  readonly onToggle: (name: string) => void;
}

/** Names that are switched on and off, each by itself. */
function Toggles({ title, items, isOn, onToggle }: TogglesProps) {
  return (
    <fieldset class="toggles">
      <legend>{title}</legend>
      {items.map(({ name, hint }) => (
        <button
          key={name}
          type="button"
          class="toggle"
          aria-pressed={isOn(name)}
          title={hint}
          onClick={() => onToggle(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
