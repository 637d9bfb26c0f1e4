import type {
  ModelDescription,
  SplitDescription,
  UnitOrder,
  WeightsName,
} from '../../src/protocol/inspector.ts';
import {
  type GatesState,
  mostSteps,
  orderWords,
  weightsWords,
  withSequence,
} from './gatesState.ts';

export interface ChooserProps {
  readonly model: ModelDescription;
  readonly state: GatesState;
  readonly change: (change: Partial<GatesState>) => void;
}

/** Which weights, which sequence, which layer, and in which order its units stand. */
export function Chooser({ model, state, change }: ChooserProps) {
  const split = model.splits.find(({ name }) => name === state.split);
  const lengths = split?.lengths ?? [];
  const length = lengths[state.index] ?? 0;
  const choose = (part: SplitDescription | undefined, index: number, from: number) =>
    part && change(withSequence(part, index, from));
  return (
    <div class="chooser">
      <Choice
        label="Weights"
        value={state.weights}
        options={model.weights.map((name) => [name, weightsWords[name]])}
        onChange={(name) => change({ weights: name as WeightsName })}
      />
      <Choice
        label="Data"
        value={state.split}
        options={model.splits
          .filter((part) => part.lengths.length > 0)
          .map(({ name, lengths: { length: count } }) => [name, `${name} (${count})`])}
        onChange={(name) =>
          choose(
            model.splits.find((part) => part.name === name),
            0,
            0,
          )
        }
      />
      <NumberChoice
        label="Sequence"
        note={`of ${lengths.length}, from 0`}
        value={state.index}
        most={lengths.length - 1}
        onChange={(index) => choose(split, index, 0)}
      />
      {length > mostSteps ? (
        <NumberChoice
          label="From step"
          note={`of ${length.toLocaleString('en-US')}`}
          value={state.from}
          most={length - 1}
          step={mostSteps}
          onChange={(from) => choose(split, state.index, from)}
        />
      ) : undefined}
      {model.passes.length > 1 ? (
        <Choice
          label="Layer"
          value={state.pass}
          options={model.passes.map(({ name }) => [name, name])}
          onChange={(pass) => change({ pass, unit: 0 })}
        />
      ) : undefined}
      <Choice
        label="Units"
        value={state.order}
        options={Object.entries(orderWords)}
        onChange={(order) => change({ order: order as UnitOrder })}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <span class="note">{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberChoiceProps {
  readonly label: string;
  readonly note: string;
  readonly value: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

function NumberChoice({ label, note, value, most, step = 1, onChange }: NumberChoiceProps) {
  return (
    <label class="choice">
      <span class="note">
        {label} <span class="choice-note">{note}</span>
      </span>
      <input
        type="number"
        min={0}
        max={most}
        step={step}
        value={value}
        onChange={(event) => onChange(Math.round(event.currentTarget.valueAsNumber || 0))}
      />
    </label>
  );
}
