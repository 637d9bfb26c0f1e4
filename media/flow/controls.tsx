import type { SplitName } from '../../src/protocol/inspector.ts';
import { Choice, NumberChoice } from '../shared/choice.tsx';
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
    <section class="chooser" aria-label="What is shown">
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
    <>
      <Choice
        label="Data"
        value={split}
        options={description.splits.map(({ name, lengths: all }) => [
          name,
          `${name} (${formatCount(all.length)})`,
        ])}
        onChange={(name) => choose({ split: name as SplitName })}
      />
      <Choice
        label="Mean over"
        value={String(sequences)}
        options={sequenceCounts.map((count) => [
          String(count),
          count === 1 ? 'one sequence' : `up to ${count} sequences`,
        ])}
        onChange={(count) => choose({ sequences: Number(count) })}
      />
      {description.output.steps === 'every' ? (
        <NumberChoice
          label="Loss at step"
          note="from 0"
          value={step}
          most={lengths.reduce((most, length) => Math.max(most, length - 1), 0)}
          placeholder="last"
          onChange={(chosen) => choose({ step: chosen })}
        />
      ) : undefined}
    </>
  );
}

/** How many sequences there are to choose from: more take longer and change little. */
const sequenceCounts = [1, 8, 32, 128];

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
      <legend class="note">{title}</legend>
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
