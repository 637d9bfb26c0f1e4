import type {
  ModelDescription,
  SplitDescription,
  UnitOrder,
  WeightsName,
} from '../../src/protocol/inspector.ts';
import { Choice, NumberChoice } from '../shared/choice.tsx';
import { weightsWords } from '../shared/weightsWords.ts';
import { type GatesState, mostSteps, orderWords, withSequence } from './gatesState.ts';

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
        onChange={(index = 0) => choose(split, index, 0)}
      />
      {length > mostSteps ? (
        <NumberChoice
          label="From step"
          note={`of ${length.toLocaleString('en-US')}`}
          value={state.from}
          most={length - 1}
          step={mostSteps}
          onChange={(from = 0) => choose(split, state.index, from)}
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
