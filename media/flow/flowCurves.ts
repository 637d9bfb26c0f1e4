import { describeFlow, type FlowFate, fateOfFlow } from '../../src/protocol/flowWords.ts';
import type { FlowValue, GradientFlow, NamedPass } from '../../src/protocol/inspection.ts';
import type { ModelDescription } from '../../src/protocol/inspector.ts';
import { type ColourName, type FigureLine, numberedColours } from '../shared/figure.ts';
import {
  descriptionOf,
  type FlowEntry,
  type FlowModel,
  flowOf,
  type Loaded,
  weightsOf,
} from './flowModel.ts';

/** One model of the picture with its curves. */
export interface FlowGroup {
  readonly entry: FlowEntry;
  /** As short as tells it from the other models: `adding-lstm`, `adding-lstm (untrained)`. */
  readonly label: string;
  /** Its cells: `lstm`, `rnn and gru`. */
  readonly cells: string;
  readonly flow: Loaded<GradientFlow>;
  /** Only those that are shown. */
  readonly curves: readonly FlowCurve[];
}

/** How the loss depends on one value of one pass. */
export interface FlowCurve {
  /** Unlike that of all others: `adding-lstm lstm.0 h`. */
  readonly name: string;
  /** What stands at the curve itself, where there are not too many of them. */
  readonly label: string | undefined;
  readonly pass: string;
  readonly value: FlowValue;
  readonly from: number;
  readonly colour: ColourName;
  readonly style: FigureLine['style'];
  readonly fate: FlowFate;
  /** `after 14 steps less than 1 % of the gradient is left` */
  readonly words: string;
}

/** All models of the picture, with the curves that are shown of them. */
export function flowGroups(model: FlowModel): readonly FlowGroup[] {
  const { entries } = model.choices;
  const labels = entryLabels(model);
  return entries.map((entry, place) => {
    const flow = flowOf(model, entry);
    const label = labels[place] ?? '';
    return {
      entry,
      label,
      cells: cellsOf(descriptionOf(model, entry.source)),
      flow,
      curves: flow.kind === 'there' ? curvesOf(model, flow.value, place, label) : [],
    };
  });
}

/** The values that can be shown, states first, then the others in the order of the equations. */
export function valueNames(model: FlowModel): readonly ValueName[] {
  const values = new Map<string, ValueName>();
  for (const { source } of model.choices.entries) {
    for (const { values: own } of descriptionOf(model, source)?.passes ?? []) {
      for (const { name, role } of own) {
        const known = values.get(name);
        values.set(name, { name, role: known?.role === 'state' ? 'state' : role });
      }
    }
  }
  return [...values.values()].sort((a, b) => rankOf(a) - rankOf(b));
}

export type ValueName = Pick<FlowValue, 'name' | 'role'>;

/** The names of the values that are shown. */
export function shownValues(model: FlowModel): readonly string[] {
  return (
    model.choices.values ??
    valueNames(model)
      .filter(({ role }) => role === 'state')
      .map(({ name }) => name)
  );
}

/** All passes of all models, by name. */
export function passNames(model: FlowModel): readonly string[] {
  const names = model.choices.entries.flatMap(({ source }) =>
    (descriptionOf(model, source)?.passes ?? []).map(({ name }) => name),
  );
  return [...new Set(names)];
}

/** What each model is called in the picture: no longer than tells them apart. */
export function entryLabels(model: FlowModel): readonly string[] {
  const { entries } = model.choices;
  const parts = entries.map((entry) => {
    const description = descriptionOf(model, entry.source);
    const name = description?.name ?? nameOfOther(model, entry.source);
    const weights = weightsOf(model, entry) ?? '';
    return { source: entry.source, name, weights, run: shortRun(description?.run?.id) };
  });
  return parts.map((own) => {
    const namesakes = parts.filter(({ name }) => name === own.name);
    const oneSource = namesakes.every(({ source }) => source === own.source);
    const oneWeights = parts.every(({ weights }) => weights === own.weights);
    const details = [
      ...(oneSource || own.run === undefined ? [] : [own.run]),
      ...(oneWeights || own.weights === '' || own.weights === 'best' ? [] : [own.weights]),
    ];
    return details.length > 0 ? `${own.name} (${details.join(', ')})` : own.name;
  });
}

/** `514e` of `airline-20261123-132014-514e`. */
function shortRun(run: string | undefined): string | undefined {
  return run?.split('-').at(-1);
}

function nameOfOther({ shown }: FlowModel, source: string): string {
  const other = shown?.others.find((each) => each.source === source);
  return other?.name ?? source.split(/[\\/]/).at(-1) ?? source;
}

function cellsOf(description: ModelDescription | undefined): string {
  const layers = description?.passes.map(({ layer }) => layer.replace(/\.\d+$/, '')) ?? [];
  return [...new Set(layers)].join(' and ');
}

function rankOf({ name, role }: ValueName): number {
  return role === 'state' ? (name === 'h' ? 0 : 1) : role === 'input' ? 3 : 2;
}

/**
 * Models are told apart by colours, and the curves of each by their dashes. Where there is only one
 * model, its values are told apart by colours, and its passes by dashes.
 */
function curvesOf(
  model: FlowModel,
  { passes, from }: GradientFlow,
  place: number,
  entryLabel: string,
): readonly FlowCurve[] {
  const { entries, hiddenPasses } = model.choices;
  const shown = shownValues(model);
  const order = valueNames(model).map(({ name }) => name);
  const single = entries.length === 1;
  const shownPasses = passes.filter(({ name }) => !hiddenPasses.includes(name));
  const curves = shownPasses.flatMap((pass) =>
    pass.values
      .filter(({ name }) => shown.includes(name))
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
      .map((value) => ({ pass, value })),
  );
  const isCrowded = curves.length * entries.length > mostLabels;
  return curves.map(({ pass, value }, index) => {
    const number = order.indexOf(value.name);
    const passNumber = passes.findIndex(({ name }) => name === pass.name);
    const label = [
      ...(single ? [] : [entryLabel]),
      ...(shownPasses.length > 1 ? [pass.name] : []),
      ...(single || curves.length > 1 ? [value.name] : []),
    ].join(' ');
    const turn = single ? passNumber + Math.floor(number / numberedColours.length) : index;
    return {
      name: nameOf(single ? undefined : entryLabel, pass, value),
      label: isCrowded ? undefined : label,
      pass: pass.name,
      value,
      from,
      colour: at(numberedColours, single ? number : place),
      style: at(dashes, turn),
      fate: fateOfFlow(value, from),
      words: describeFlow(value, from),
    };
  });
}

/** More labels than this would cover the curves. */
const mostLabels = 7;

const dashes = ['line', 'dashed', 'dotted', 'dash-dotted'] as const;

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

function nameOf(
  entry: string | undefined,
  { name }: NamedPass<FlowValue>,
  value: FlowValue,
): string {
  return [...(entry === undefined ? [] : [`${entry}:`]), name, value.name].join(' ');
}
