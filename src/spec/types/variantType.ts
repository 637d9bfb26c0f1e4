import { capitalize } from '../../base/capitalize.ts';
import { fixOf } from '../../base/fix.ts';
import { errorAt, withFixes } from '../../base/problem.ts';
import type { Range } from '../../base/range.ts';
import { suggestedFix, suggestionFor } from '../../base/suggestion.ts';
import { fillFix } from '../fixes.ts';
import { type Gap, gapOf, indentParts } from '../layout.ts';
import { isEmptyNode, type MappingNode, type SpecNode } from '../tree.ts';
import type {
  CaseShape,
  Decoded,
  Place,
  Plain,
  Report,
  TypeShape,
  ValueType,
} from '../valueType.ts';
import { hasKey } from './hasKey.ts';
import { listInWords } from './listInWords.ts';
import { reportWrongType } from './typeProblems.ts';

/** One name of a variant with what it stands for. */
export interface VariantCase<T> {
  readonly shape: CaseShape;
  /** `node` holds the options; it is `undefined` where the name stands alone. */
  decode(
    name: string,
    node: SpecNode | undefined,
    place: Place,
    report: Report,
  ): Decoded<T> | undefined;
  /** The options as plain data; `undefined` where the name stands alone. */
  encode(value: T): Plain | undefined;
}

/** A name with options, which `build` turns into a value and `options` takes out again. */
export function caseWithOptions<T, Options>(declaration: {
  readonly documentation: string;
  readonly type: ValueType<Options>;
  /** Options as one would write them, for a name that cannot stand alone. */
  readonly example: string;
  readonly build: (options: Options, name: string) => T;
  readonly options: (value: T) => Options;
}): VariantCase<T> {
  const { documentation, type, example, build, options } = declaration;
  return {
    shape: {
      documentation,
      options: type.shape,
      example: needsKeys(type.shape) ? example : undefined,
    },
    decode: (name, node, place, report) => {
      if (!node && !takesMapping(type.shape)) {
        const message = `${capitalize(place.name)} has no value: write {${name}: ${example}}`;
        const problem = errorAt(place.range, 'spec.missing-value', message);
        report(withFixes(problem, [fillFix(place.gap, example)]));
        return undefined;
      }
      const inside = { ...place, example };
      const decoded = type.decode(node ?? absentMapping(place), inside, report);
      return decoded && { value: build(decoded.value, name) };
    },
    encode: (value) => type.encode(options(value)),
  };
}

/** A name that stands alone. */
export function bareCase<T>(documentation: string, value: T): VariantCase<T> {
  return {
    shape: { documentation, options: undefined, example: undefined },
    decode: (name, node, place, report) => {
      if (!node || (node.kind === 'mapping' && node.entries.length === 0)) {
        return { value };
      }
      const message = `${capitalize(place.name)} takes no options: write just "${name}"`;
      const problem = errorAt(node.range, 'spec.no-effect', message);
      // Options behind an alias stand elsewhere.
      const isHere = node.range.start > place.range.end;
      const whole = { start: place.range.start, end: node.range.end };
      report(withFixes(problem, [isHere ? fixOf(`Write just "${name}"`, whole, name) : undefined]));
      return { value };
    },
    encode: () => undefined,
  };
}

/** A name, or a mapping from one name to its options. */
export function variantType<T>(options: {
  /** `the name of an optimizer` */
  readonly description: string;
  /** How messages call one value: `optimizer`, `layer`. */
  readonly noun: string;
  readonly cases: Readonly<Record<string, VariantCase<T>>>;
  /** For any other name; without it other names are problems. */
  readonly others?: VariantCase<T>;
  readonly nameOf: (value: T) => string;
}): ValueType<T> {
  const { description, noun, cases, others, nameOf } = options;
  const shapes = Object.entries(cases).map(([name, one]) => [name, one.shape] as const);
  const type: ValueType<T> = {
    description,
    shape: { kind: 'variant', cases: Object.fromEntries(shapes), others: others?.shape },
    decode: (node, place, report) => {
      const named = readName(node, place, report, type, noun);
      if (!named) {
        return undefined;
      }
      const found = Object.hasOwn(cases, named.name) ? cases[named.name] : others;
      if (!found) {
        const known = suggestionFor(named.name, Object.keys(cases));
        const message = `Unknown ${noun} "${named.name}" in ${place.name}${known}`;
        const problem = errorAt(named.range, 'spec.wrong-value', message);
        report(withFixes(problem, [suggestedFix(named.name, Object.keys(cases), named.range)]));
        return undefined;
      }
      const owner = `${noun} "${named.name}"`;
      return found.decode(
        named.name,
        named.options,
        {
          name: owner,
          owner,
          range: named.range,
          gap: gapFor(node, named, place),
          homeOf: (key) => homeOfOption(shapes, key),
        },
        report,
      );
    },
    encode: (value) => {
      const name = nameOf(value);
      const encoded = (Object.hasOwn(cases, name) ? cases[name] : others)?.encode(value);
      return encoded === undefined ? name : { [name]: encoded };
    },
  };
  return type;
}

/** `: it belongs to "sgd" or "rmsprop"` */
function homeOfOption(
  cases: readonly (readonly [name: string, shape: CaseShape])[],
  key: string,
): string | undefined {
  const homes = cases.filter(([, { options }]) => options && hasKey(options, key));
  return homes.length === 0
    ? undefined
    : `: it belongs to ${listInWords(homes.map(([name]) => `"${name}"`))}`;
}

/** Where the options of a name would be written that has none. */
function gapFor(node: SpecNode, { name, range }: Named, { isItem }: Place): Gap | undefined {
  if (node.kind === 'mapping') {
    return node.layout && 'parts' in node.layout ? gapOf(node.layout, range.start) : undefined;
  }
  return isItem
    ? { range: { start: range.end, end: range.end }, before: ': ', after: '' }
    : { range, before: `{${name}: `, after: '}' };
}

interface Named {
  readonly name: string;
  readonly range: Range;
  readonly options: SpecNode | undefined;
}

function readName(
  node: SpecNode,
  place: Place,
  report: Report,
  type: ValueType<unknown>,
  noun: string,
): Named | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    return { name: node.value, range: node.range, options: undefined };
  }
  const [first, second] = node.kind === 'mapping' ? node.entries : [];
  if (!first || node.kind !== 'mapping') {
    return reportWrongType(node, place, report, type);
  }
  if (second) {
    reportSecondName(node, report, noun);
    return undefined;
  }
  const options = isEmptyNode(first.value) ? undefined : first.value;
  return { name: first.key, range: first.keyRange, options };
}

function absentMapping({ range, gap: layout }: Place): MappingNode {
  return { kind: 'mapping', entries: [], range, layout };
}

function takesMapping(shape: TypeShape): boolean {
  return shape.kind === 'either' ? shape.options.some(takesMapping) : shape.kind === 'mapping';
}

/** Whether there is something that must be written. */
function needsKeys(shape: TypeShape): boolean {
  switch (shape.kind) {
    case 'mapping':
      return Object.values(shape.keys).some(({ fallback }) => fallback.kind === 'required');
    case 'either':
      return shape.options.every(needsKeys);
    default:
      return true;
  }
}

/** Mostly options that are not indented below their name. */
function reportSecondName(node: MappingNode, report: Report, noun: string): void {
  const [first, second] = node.entries;
  if (!first || !second) {
    return;
  }
  const message = isEmptyNode(first.value)
    ? `"${second.key}" stands beside "${first.key}": indent it further, so that it belongs to "${first.key}"`
    : `One ${noun} has one name, but "${second.key}" stands beside "${first.key}": put it into the options of "${first.key}", or keep one of the two`;
  const { layout } = node;
  const edits = isEmptyNode(first.value) && layout && 'parts' in layout ? indentParts(layout) : [];
  const fix = edits.length > 0 ? { title: `Indent "${second.key}"`, edits } : undefined;
  report(withFixes(errorAt(second.keyRange, 'spec.wrong-type', message), [fix]));
}
