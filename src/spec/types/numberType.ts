import { type Fix, fixOf } from '../../base/fix.ts';
import type { ScalarNode, SpecNode } from '../tree.ts';
import type { NumberBounds, Place, Report, ValueType } from '../valueType.ts';
import { reportWrongType, reportWrongValue } from './typeProblems.ts';

/** Whole numbers within bounds; `60.0` and `6e1` are whole as well. */
export function integerType(bounds: Omit<NumberBounds, 'whole'>): ValueType<number> {
  return boundedType({ ...bounds, whole: true });
}

/** Finite numbers within bounds. */
export function numberType(bounds: Omit<NumberBounds, 'whole'> = {}): ValueType<number> {
  return boundedType({ ...bounds, whole: false });
}

function boundedType(bounds: NumberBounds): ValueType<number> {
  const type: ValueType<number> = {
    description: describe(bounds),
    shape: { kind: 'number', bounds },
    decode: (node, place, report) => decodeNumber(node, place, report, bounds, type),
    encode: (value) => value,
  };
  return type;
}

function decodeNumber(
  node: SpecNode,
  place: Place,
  report: Report,
  bounds: NumberBounds,
  type: ValueType<number>,
) {
  if (node.kind !== 'scalar' || typeof node.value !== 'number') {
    const meant = meantNumber(node, bounds);
    return meant === undefined
      ? reportWrongType(node, place, report, type)
      : reportWrongType(node, place, report, type, advise(node, meant), writeNumber(node, meant));
  }
  const { value } = node;
  const isAllowed =
    Number.isFinite(value) &&
    (!bounds.whole || Number.isInteger(value)) &&
    value >= (bounds.min ?? Number.NEGATIVE_INFINITY) &&
    value <= (bounds.max ?? Number.POSITIVE_INFINITY) &&
    value > (bounds.above ?? Number.NEGATIVE_INFINITY) &&
    value < (bounds.below ?? Number.POSITIVE_INFINITY);
  return isAllowed ? { value } : reportWrongValue(node, place, report, type);
}

/** Text that holds a number in another form than YAML takes, as that number. */
function meantNumber(node: SpecNode, { whole }: NumberBounds): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    return undefined;
  }
  const text = node.value.trim();
  if (isQuoted(node) && isNumber(text)) {
    return text;
  }
  const plain = text.replaceAll('_', '').replace(',', '.');
  return isNumber(plain) && (!whole || Number.isInteger(Number(plain))) ? plain : undefined;
}

function advise(node: SpecNode, meant: string): string {
  const isBare = node.kind === 'scalar' && node.text.trim() === meant;
  return isBare ? `: remove the quotes around ${meant}` : `: write ${meant}`;
}

function writeNumber({ range }: SpecNode, meant: string): Fix {
  return fixOf(`Write "${meant}"`, range, meant);
}

function isQuoted(node: ScalarNode): boolean {
  return node.style === 'single' || node.style === 'double';
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text));
}

function describe({ whole, min, above, max, below }: NumberBounds): string {
  const noun = whole ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) {
    return `${noun} from ${count(min)} to ${count(max)}`;
  }
  const low = [
    ...(min === undefined ? [] : [`of ${count(min)} or more`]),
    ...(above === undefined ? [] : [`above ${count(above)}`]),
  ];
  const high = [
    ...(max === undefined ? [] : [`at most ${count(max)}`]),
    ...(below === undefined ? [] : [`below ${count(below)}`]),
  ];
  return [noun, [...low, ...high].join(' and ')].join(' ').trimEnd();
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 20 });
}
